import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { afterEach, describe, expect, inject, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { once } from "../testing/once.ts";
import { migrate } from "./migrate.ts";
import { schemaDiff } from "./schema-diff.ts";

const ground = testDatabase();
const folder = new URL("../../prisma/migrations/", import.meta.url);

async function namesOnDisk(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

describe("migrate", () => {
  const emptyUrl = `${ground.url}_empty`;
  const empty = new URL(emptyUrl).pathname.slice(1);
  // Without force: PostgreSQL waits for connections that are just being ended, and those of a library have nobody who would
  // hear that they were cut off.
  afterEach(() => once(inject("maintenanceUrl"), `DROP DATABASE IF EXISTS "${empty}"`));

  test("migrations and prisma/schema say the same", async () => {
    expect(await schemaDiff(ground.url)).toBe("");
  });

  test("the diff sees a column that only the database has", async () => {
    await once(inject("maintenanceUrl"), `CREATE DATABASE "${empty}"`);
    await migrate(emptyUrl);
    await once(emptyUrl, "ALTER TABLE people ADD COLUMN stray int");
    expect(await schemaDiff(emptyUrl)).toContain('DROP COLUMN "stray"');
  });

  test("of several processes that start at once, one migrates and the others find nothing to do", async () => {
    await once(inject("maintenanceUrl"), `CREATE DATABASE "${empty}"`);
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(emptyUrl)));
    expect(results.flat()).toEqual(await namesOnDisk());
    expect(await migrate(emptyUrl)).toEqual([]);
  });

  test("what was applied is noted as Prisma's own CLI notes it", async () => {
    const rows = await ground.db.sql<{ migration_name: string; checksum: string }>(
      `SELECT migration_name, checksum FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND applied_steps_count = 1 ORDER BY migration_name`,
    );
    expect(rows.map((row) => row.migration_name)).toEqual(await namesOnDisk());
    for (const row of rows) {
      const script = await readFile(new URL(`${row.migration_name}/migration.sql`, folder));
      expect(row.checksum).toBe(createHash("sha256").update(script).digest("hex"));
    }
  });

  test("a database of a newer version and an edited migration are refused, and nothing is applied", async () => {
    await once(inject("maintenanceUrl"), `CREATE DATABASE "${empty}" TEMPLATE "${source()}"`);
    await once(emptyUrl, "UPDATE _prisma_migrations SET checksum = 'other'");
    await expect(migrate(emptyUrl)).rejects.toThrow("was changed after this database had taken it");
    await once(emptyUrl, "UPDATE _prisma_migrations SET migration_name = '99990101000000_later'");
    await expect(migrate(emptyUrl)).rejects.toThrow("a newer version of Junction (99990101000000_later)");
  });
});

const source = () => new URL(inject("templateUrl")).pathname.slice(1);

describe("junction_ensure_event_partitions", () => {
  const event = `INSERT INTO events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id)
    VALUES (gen_random_uuid(), $1, $1, 'track', 'Order placed', gen_random_uuid(), gen_random_uuid(), $2)`;
  const partitionsOf = () =>
    ground.db.sql<{ name: string; count: number }>(
      "SELECT tableoid::regclass::text AS name, count(*)::int FROM events GROUP BY 1 ORDER BY 1",
    );

  test("an event of this month lies in its month's partition", async () => {
    const [{ now, name } = { now: new Date(), name: "" }] = await ground.db.sql<{ now: Date; name: string }>(
      "SELECT now() AS now, to_char(now() AT TIME ZONE 'UTC', '\"events_\"YYYY_MM') AS name",
    );
    await ground.db.pool.query(event, [now, "m1"]);
    expect(await partitionsOf()).toEqual([{ name, count: 1 }]);
    await ground.db.pool.query("DELETE FROM events");
  });

  test("events of a month without a partition wait in the default one and move when it is made", async () => {
    const [{ past, name } = { past: new Date(), name: "" }] = await ground.db.sql<{
      past: Date;
      name: string;
    }>(
      `SELECT now() - interval '40 days' AS past,
              to_char((now() - interval '40 days') AT TIME ZONE 'UTC', '"events_"YYYY_MM') AS name`,
    );
    await ground.db.pool.query(event, [past, "m2"]);
    expect(await partitionsOf()).toEqual([{ name: "events_default", count: 1 }]);
    const calls = [1, 2, 3].map(() =>
      ground.db.pool.query("SELECT junction_ensure_event_partitions(3, 3) AS made"),
    );
    const made = (await Promise.all(calls)).map((result) => result.rows[0].made).sort();
    expect(made).toEqual([0, 0, 4]);
    expect(await partitionsOf()).toEqual([{ name, count: 1 }]);
  });
});
