import { afterAll, beforeAll, beforeEach } from "vitest";
import { type TestDatabase, testDatabase } from "./database.ts";
import { type ExportWorld, exportWorld, type WorldOptions } from "./export-world.ts";
import { type PartnerServer, partnerServer } from "./partner-server.ts";
import { quietExports } from "./work-exports.ts";

/**
 * What a test file of exports stands on: a database and a partner's server of its own. Before each test the partner has
 * forgotten everything and no export of an earlier test goes on. Call it once at the top of the file.
 */
export function exportSuite(): {
  database: TestDatabase;
  partner: PartnerServer;
  /** A workspace of the test's own, connected to the partner. */
  newWorld(options?: WorldOptions): Promise<ExportWorld>;
} {
  const database = testDatabase();
  const partner = partnerServer();
  beforeAll(() => partner.listen());
  beforeEach(async () => {
    partner.reset();
    await quietExports(database.db);
  });
  afterAll(() => partner.close());
  return { database, partner, newWorld: (options) => exportWorld(database.db, partner, options) };
}
