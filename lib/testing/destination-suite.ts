import { afterAll, beforeAll } from "vitest";
import type { Destination, LedgerEntry } from "../db/generated/client.ts";
import type { SandboxFaults } from "../sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { type DestinationOptions, type DestinationWorld, destinationWorld } from "./destination-world.ts";

export type DestinationSuite = {
  database: TestDatabase;
  /** Where the sandbox plays CleverTap; known once the tests run. */
  clevertapUrl(): string;
  /** A workspace of the test's own whose source goes to an account of its own. */
  world(options?: DestinationOptions): Promise<DestinationWorld>;
  /** How CleverTap behaves towards the world's account from now on. */
  misbehave(of: DestinationWorld, faults: SandboxFaults): Promise<void>;
  /** The row of a destination, the world's own unless told. */
  stored(of: DestinationWorld, id?: string): Promise<Destination>;
  ledgerOf(of: DestinationWorld): Promise<LedgerEntry[]>;
  /** "stage" and "stage code" → how many, whichever the minute. */
  countsOf(of: DestinationWorld): Promise<Record<string, number>>;
};

/** What a test file of destinations stands on: a database and a sandbox of its own. Call it once at the top of the file. */
export function destinationSuite(options: Parameters<typeof testDatabase>[0] = {}): DestinationSuite {
  const database = testDatabase(options);
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ db: database.db });
  });
  afterAll(() => sandbox.stop());
  const clevertapUrl = () => sandbox.hostOf("clevertap");
  return {
    database,
    clevertapUrl,
    world: (chosen = {}) => destinationWorld(database.db, clevertapUrl(), chosen),
    misbehave: async (of, faults) => {
      const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
        method: "POST",
        body: JSON.stringify({ partner: "clevertap", key: of.accountId, faults }),
      });
      if (answer.status !== 200) {
        throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);
      }
    },
    stored: (of, id = of.destinationId) => database.db.prisma.destination.findFirstOrThrow({ where: { id } }),
    ledgerOf: (of) =>
      database.db.prisma.ledgerEntry.findMany({
        where: { originId: of.destinationId },
        orderBy: { id: "asc" },
      }),
    countsOf: async (of) => {
      const rows = await database.db.prisma.destinationCount.groupBy({
        by: ["stage", "code"],
        where: { destinationId: of.destinationId },
        _sum: { count: true },
      });
      return Object.fromEntries(
        rows.map((row) => [`${row.stage} ${row.code}`.trim(), Number(row._sum.count)]),
      );
    },
  };
}
