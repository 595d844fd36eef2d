import { beforeEach, describe, expect, it } from "vitest";
import type { Querying } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { addMembers, type TransferWorld, transferWorld } from "../../testing/transfer-world.ts";
import { bookNewMembers, type TransferBooking } from "../engine/book-store.ts";
import { type DifferenceJob, differencePage } from "../engine/difference-store.ts";
import { claimTransferRun } from "../engine/run-store.ts";
import { startDueTransfer } from "../engine/start.ts";
import { createTransfer } from "../verbs/create-transfer.ts";

const database = testDatabase();
const NAME = "Sneaker fans";
let world: TransferWorld;
beforeEach(async () => {
  world = await transferWorld(database.db, "http://127.0.0.1:1");
});

describe("a page of differences", () => {
  const transferId = newId();
  const jobOf = (pool: Querying = database.db.pool): DifferenceJob => ({
    pool,
    workspaceId: world.workspaceId,
    transferId,
    audienceId: world.audienceId,
    name: NAME,
    scope: "all",
    fromTx: "0",
    toTx: "0",
  });
  const note = (where: string, holds: string | null) =>
    database.db.sql(
      `insert into transfer_members (workspace_id, transfer_id, identity, holds, run_id, at)
       select workspace_id, $2::uuid, identity, $4::text, $2::uuid, now() from audience_members
       where workspace_id = $1::uuid and audience_id = $3::uuid and ${where}`,
      [world.workspaceId, transferId, world.audienceId, holds],
    );

  type Plan = { "Relation Name"?: string; "Actual Rows": number; "Actual Loops": number; Plans?: Plan[] };
  const rowsRead = (plan: Plan, table: string): number =>
    (plan["Relation Name"] === table ? plan["Actual Rows"] * plan["Actual Loops"] : 0) +
    (plan.Plans ?? []).reduce((sum, part) => sum + rowsRead(part, table), 0);

  it("reads the members of its own stretch alone, whatever the planner knows of the tables", async () => {
    await addMembers(database.db, world, 20_000);
    await note("identity <= 'user-010000' or identity >= 'user-019000'", NAME);
    for (const analyzed of [false, true]) {
      if (analyzed) {
        await database.db.sql("analyze audience_members");
        await database.db.sql("analyze transfer_members");
      }
      let plan: Plan | undefined;
      const query = async (text: string, values: unknown[]) => {
        const { rows } = await database.db.pool.query(`explain (analyze, format json) ${text}`, values);
        plan = rows[0]["QUERY PLAN"][0].Plan;
        return { rows: [] };
      };
      const explaining = { query } as unknown as Querying;
      await differencePage(jobOf(explaining), { tx: "0", identity: "user-010000" }, 500);
      expect(plan && rowsRead(plan, "audience_members")).toBe(500);
      expect(plan && rowsRead(plan, "transfer_members")).toBeLessThanOrEqual(501);
    }
  });

  it("says of whom nothing is noted yet, and names no one twice or in vain", async () => {
    await addMembers(database.db, world, 10);
    await note("identity <= 'user-000003'", NAME);
    await note("identity = 'user-000006'", "Another name");
    const first = await differencePage(jobOf(), null, 4);
    const rest = await differencePage(jobOf(), first.at(-1)?.place ?? null, 10);
    expect([...first, ...rest].map(({ identity, known }) => [identity, known])).toEqual(
      [4, 5, 6, 7, 8, 9, 10].map((n) => [`user-${String(n).padStart(6, "0")}`, n === 6]),
    );
  });
});

describe("booking members of whom nothing is noted", () => {
  async function heldRun(): Promise<Omit<TransferBooking, "verdicts" | "set">> {
    const { id: transferId } = await createTransfer(world.ctx, {
      audienceId: world.audienceId,
      connectionId: world.connectionId,
      values: { keyTitle: "storyly_quiz" },
      frequency: "once",
    });
    await startDueTransfer(world.system);
    const { id: runId } = await database.db.prisma.transferRun.findFirstOrThrow({ where: { transferId } });
    const held = { workspaceId: world.workspaceId, runId, lease: "here/1" };
    const now = new Date();
    await claimTransferRun(database.db, { ...held, activeHere: [], now });
    const lastPlace = { tx: "1", identity: "c" };
    const none = { removed: 0, rejected: 0, retried: 0, bytes: 100 };
    return { ...held, ...none, transferId, name: NAME, lastPlace, inOrder: true, now };
  }
  const bookingOf = (held: Awaited<ReturnType<typeof heldRun>>, identities: string[]): TransferBooking => ({
    ...held,
    set: identities.length,
    verdicts: identities.map((identity) => ({ identity, change: "set", code: null, reason: null })),
  });
  const noted = (transferId: string) =>
    database.db.sql<{ identity: string; holds: string }>(
      "select identity, holds from transfer_members where transfer_id = $1::uuid order by identity",
      [transferId],
    );
  const run = (id: string) => database.db.prisma.transferRun.findFirstOrThrow({ where: { id } });

  it("notes what they hold and moves the run, both or neither", async () => {
    const held = await heldRun();
    expect(await bookNewMembers(database.db.pool, bookingOf(held, ["a", "b", "c"]))).toBe(true);
    const rows = ["a", "b", "c"].map((identity) => ({ identity, holds: NAME }));
    expect(await noted(held.transferId)).toEqual(rows);
    const after = await run(held.runId);
    expect(after).toMatchObject({ read: 3n, accepted: 3n, batches: 1, cursor: held.lastPlace });

    // One is there all the same: nothing is written, and the caller is told to book it in the general way.
    expect(await bookNewMembers(database.db.pool, bookingOf(held, ["c", "d"]))).toBeNull();
    expect(await noted(held.transferId)).toEqual(rows);
    expect(await run(held.runId)).toEqual(after);

    const lost = bookingOf({ ...held, lease: "elsewhere/1" }, ["e"]);
    expect(await bookNewMembers(database.db.pool, lost)).toBe(false);
    expect(await noted(held.transferId)).toEqual(rows);
    expect(await run(held.runId)).toEqual(after);
  });
});
