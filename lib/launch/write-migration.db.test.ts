import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { migrate, migrationsDir } from "../db/migrate.ts";
import { schemaDiff, schemaDir } from "../db/schema-diff.ts";
import { testDatabase } from "../testing/database.ts";
import { once } from "../testing/once.ts";
import { tempDir } from "../testing/temp-dir.ts";
import { writeMigration } from "./write-migration.ts";

const ground = testDatabase();
const dir = tempDir();
const own = { migrationsDir: join(dir, "migrations"), schemaDir: join(dir, "schema") };
const url = `${ground.url}_fresh`;
const database = new URL(url).pathname.slice(1);
const now = new Date("2030-02-03T04:05:06.789Z");

const written = () => readdirSync(own.migrationsDir).sort();
const change = (text: string) => appendFileSync(join(own.schemaDir, "base.prisma"), `\n${text}\n`);

beforeEach(async () => {
  rmSync(own.migrationsDir, { recursive: true, force: true });
  rmSync(own.schemaDir, { recursive: true, force: true });
  cpSync(migrationsDir, own.migrationsDir, { recursive: true });
  cpSync(schemaDir, own.schemaDir, { recursive: true });
  await once(inject("maintenanceUrl"), `CREATE DATABASE "${database}"`);
});
afterEach(() => once(inject("maintenanceUrl"), `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`));

test("what the schema has beyond the migrations becomes the last of them, and applied it leaves no difference", async () => {
  change('model TryOut {\n  id String @id @db.Uuid\n  note String?\n  @@map("try_outs")\n}');
  const folder = await writeMigration({ ...own, name: "add_try_outs", url, now });
  expect(folder).toBe("20300203040506_add_try_outs");
  expect(
    written()
      .filter((name) => name !== "migration_lock.toml")
      .at(-1),
  ).toBe(folder);
  expect(readFileSync(join(own.migrationsDir, folder ?? "", "migration.sql"), "utf8")).toContain(
    'CREATE TABLE "try_outs"',
  );
  expect(await migrate(url, own.migrationsDir)).toEqual([folder]);
  expect(await schemaDiff(url, own.schemaDir)).toBe("");
});

test("where the schema says the same as the migrations, nothing is written", async () => {
  const before = written();
  expect(await writeMigration({ ...own, name: "nothing", url, now })).toBeNull();
  expect(written()).toEqual(before);
});

test("a wrong schema is said with its place, and nothing is written", async () => {
  const before = written();
  change("model Wrong {\n  id Strin @id\n}");
  await expect(writeMigration({ ...own, name: "wrong", url, now })).rejects.toThrow(
    /^prisma\/schema cannot be read: .*"Strin".*base\.prisma:\d+/s,
  );
  expect(written()).toEqual(before);
});

test.each(["", "Add campaigns", "../away", "add-campaigns"])("the name %j is refused", async (name) => {
  const before = written();
  await expect(writeMigration({ ...own, name, url, now })).rejects.toThrow("Give the migration a name");
  expect(written()).toEqual(before);
});
