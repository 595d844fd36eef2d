import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { noteSecret } from "./secret-store.ts";
import { readSettings } from "./settings.ts";

const database = testDatabase();

it("a process that made a secret of its own beside others of the same database does not start; one that was set is warned of once", async () => {
  const given = { DATABASE_URL: database.url, JUNCTION_SECRET: "the secret of all" };
  const forgotten = { DATABASE_URL: database.url, JUNCTION_SECRET: undefined };
  const first = await Promise.all([1, 2, 3].map(() => noteSecret(database.url, "the secret of all", given)));
  expect(first).toEqual([null, null, null]);
  await expect(noteSecret(database.url, "made on this machine", forgotten)).rejects.toThrow(
    /^The processes of this database were started with another JUNCTION_SECRET\..* Set it to theirs\./,
  );
  const env = readSettings({ DATABASE_URL: database.url });
  await expect(
    prepareDatabase(database.url, { env, secret: "made on this machine", sandboxUrl: null }),
  ).rejects.toThrow("another JUNCTION_SECRET");
  // What was refused is not noted, and made nobody.
  expect(await database.db.prisma.user.count()).toBe(0);
  expect(await noteSecret(database.url, "the secret of all", given)).toBeNull();
  const changed = { ...given, JUNCTION_SECRET: "another one for all" };
  expect(await noteSecret(database.url, "another one for all", changed)).toContain("set it to theirs");
  expect(await noteSecret(database.url, "another one for all", changed)).toBeNull();
  const { rows } = await database.db.pool.query<{ value: string }>("select value::text from settings");
  expect(rows.map(({ value }) => value).join()).not.toContain("another one");
});

it("the secret of an embedded database's own folder is warned of alone: nobody else has the other one", async () => {
  const embedded = { DATABASE_URL: undefined, JUNCTION_SECRET: undefined };
  expect(await noteSecret(database.url, "made after the file was lost", embedded)).not.toBeNull();
  expect(await noteSecret(database.url, "made after the file was lost", embedded)).toBeNull();
});
