import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

/** The migrations of Junction. */
export const migrationsDir = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** The lock that Prisma's own CLI takes while it migrates, so that it and we never work at the same time. */
const migrationLock = 72707369;

/** How many months of event partitions are kept ready; the worker asks for the same regularly. */
const partitionMonthsAhead = 2;

// Prisma's own table, so that `prisma migrate status` and `deploy` go on working for those who have its engine.
const bookkeeping = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

type Migration = { name: string; script: string; checksum: string };

async function migrationsIn(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(`${folder}/${name}/migration.sql`, "utf8");
      return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
    }),
  );
}

async function pendingMigrations(client: pg.Client, folder: string): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const known = await migrationsIn(folder);
  for (const row of rows) {
    const same = known.find((migration) => migration.name === row.migration_name);
    if (!row.finished) {
      throw new Error(
        `The migration ${row.migration_name} failed half-way; restore the database from a backup.`,
      );
    }
    if (!same) {
      throw new Error(
        `The database was migrated by a newer version of Junction (${row.migration_name}); start that one.`,
      );
    }
    if (same.checksum !== row.checksum) {
      throw new Error(
        `The migration ${row.migration_name} was changed after this database had taken it; start with a fresh database.`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return known.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`The migration ${name} failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

/**
 * Brings a database to the state of `prisma/migrations` and of the job queue, and makes the next event partitions.
 * Returns the names of the migrations it applied. Any number of processes may call it at once: one works, the others
 * wait and find nothing to do. Each migration is one transaction. Throws one sentence when the database is of a newer
 * version, when an applied migration was edited since, or when a script fails.
 */
export async function migrate(databaseUrl: string, folder = migrationsDir): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "junction migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query("SET client_min_messages = warning");
    await client.query(bookkeeping);
    const pending = await pendingMigrations(client, folder);
    for (const migration of pending) {
      await apply(client, migration);
    }
    await runMigrations({ connectionString: databaseUrl, logger: new Logger(() => () => {}) });
    await client.query("SELECT junction_ensure_event_partitions($1)", [partitionMonthsAhead]);
    return pending.map((migration) => migration.name);
  } finally {
    // Ending the session releases the lock, also after a failure.
    await client.end();
  }
}
