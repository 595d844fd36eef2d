import pg from "pg";
import { openDatabase } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { type FirstRunOptions, firstRun } from "./first-run.ts";
import { noteSecret } from "./secret-store.ts";
import { Unstartable, wordsOf } from "./unstartable.ts";

const firstRunLock = 72707371;

/** Creates the database where it is missing on a server of ours. */
export async function ensureDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
  }
}

/** Migrates and does the first-run set-up; when several processes start at once, one does and the others wait. */
export async function prepareDatabase(
  url: string,
  options: FirstRunOptions,
): Promise<{ email: string; password: string } | null> {
  try {
    await migrate(url);
  } catch (cause) {
    throw new Unstartable(wordsOf(cause), { cause });
  }
  const lock = new pg.Client({ connectionString: url, application_name: "junction first run" });
  await lock.connect();
  const db = openDatabase(url, { max: 4 });
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [firstRunLock]);
    // Before anything is sealed by it.
    const warning = await noteSecret(url, options.secret, options.env);
    if (warning) {
      console.error(warning);
    }
    return await firstRun(db, options);
  } finally {
    await db.close();
    await lock.end();
  }
}
