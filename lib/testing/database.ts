import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, openDatabase } from "../db/client.ts";
import { once } from "./once.ts";

export type TestDatabase = {
  readonly db: Database;
  /** Address of the same database, for processes and pools of a test's own. */
  readonly url: string;
};

/**
 * A migrated database of this test file alone, made before its first test and dropped after its last one. Call it once
 * at the top of a `*.db.test.ts` file; `db` is there from `beforeAll` on.
 */
export function testDatabase(options: { max?: number } = {}): TestDatabase {
  const template = new URL(inject("templateUrl"));
  const source = template.pathname.slice(1);
  const name = `${source}_${randomBytes(4).toString("hex")}`;
  const url = Object.assign(new URL(template), { pathname: `/${name}` }).href;
  let db: Database | undefined;

  beforeAll(async () => {
    await once(inject("maintenanceUrl"), `CREATE DATABASE "${name}" TEMPLATE "${source}"`);
    db = openDatabase(url, options);
  });
  afterAll(async () => {
    await db?.close();
    await once(inject("maintenanceUrl"), `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  });
  return {
    url,
    get db() {
      if (!db) {
        throw new Error("testDatabase(): the database exists only from beforeAll on.");
      }
      return db;
    },
  };
}
