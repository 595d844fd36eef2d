import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { ConnectionView } from "../integrations/schema.ts";
import { connectPartner } from "../integrations/verbs/connect-partner.ts";
import { listPartners } from "../integrations/verbs/list-partners.ts";
import { Fault, type FaultCode } from "../kernel/fault.ts";
import { newToken } from "../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { testDatabase } from "./database.ts";
import { type TestCtx, testCtx } from "./test-ctx.ts";

/** A write key of Segment's that nothing else has. */
export const newKey = (): string => newToken("seg");

/** Everything that lists of connections may be asked. */
export const all = { search: "", limit: 50 };

/** Resolves with the fault of a code that the work throws; anything else fails the test. */
export async function faultOf(work: Promise<unknown>, code: FaultCode): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  expect((error as Fault).code).toBe(code);
  return error as Fault;
}

/** What a test file of connections stands on: a database, a sandbox, and a workspace of each test's own. Call it once. */
export function connectionSuite() {
  const database = testDatabase();
  let sandbox: Sandbox;
  let ctx: TestCtx;
  beforeAll(async () => {
    sandbox = await startSandbox({ db: database.db });
  });
  afterAll(async () => {
    await sandbox.stop();
  });
  beforeEach(async () => {
    const host = sandbox.hostOf("segment");
    ctx = await testCtx(database.db, {
      hosts: {
        JUNCTION_HOST_SEGMENT_US: host,
        JUNCTION_HOST_SEGMENT_EU: host,
        JUNCTION_HOST_CLEVERTAP_EU1: sandbox.hostOf("clevertap"),
      },
    });
  });
  return {
    database,
    /** Of the running test. */
    get ctx() {
      return ctx;
    },
    hostOf: (partner: string) => sandbox.hostOf(partner),
    connect: (nickname: string, writeKey = newKey(), on: TestCtx = ctx): Promise<ConnectionView> =>
      connectPartner(on, { partner: "segment", nickname, values: { writeKey } }),
    connectClevertap: (values: Record<string, string>, nickname = "Shop"): Promise<ConnectionView> =>
      connectPartner(ctx, { partner: "clevertap", nickname, values }),
    inCatalogue: async (id = "segment") =>
      (await listPartners(ctx, {})).items.find((partner) => partner.id === id),
    /** The same workspace where nobody answers for Segment. */
    unreachable: (): TestCtx => ({ ...ctx, hosts: { JUNCTION_HOST_SEGMENT_US: "http://127.0.0.1:9" } }),
    /** What the audit log tells, oldest first. */
    actions: async (): Promise<string[]> => {
      const entries = await database.db.prisma.auditEntry.findMany({
        where: { workspaceId: ctx.workspaceId },
        orderBy: { at: "asc" },
      });
      return entries.map((entry) => entry.action);
    },
    /** Lets a second pass, so that what follows is later in every list. */
    later: () => ctx.clock.advance(1_000),
  };
}
