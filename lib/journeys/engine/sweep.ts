import type { Ctx } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { leave } from "./apply.ts";
import { noGoals } from "./goals.ts";
import { Record } from "./record.ts";
import { leftInStopped, markSwept, stoppedJourney } from "./sweep-store.ts";
import { lanes, writeRecord } from "./write-store.ts";

const PAGE = 2_000;

/** Lets some leave a journey that was stopped, and says so where they were the last. Resolves whether others are left. */
async function sweepPage(db: Sql, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const record = new Record();
  const stays = await leftInStopped(db, workspaceId, id, PAGE);
  for (const stay of stays) {
    if (stay.enteredAt === null) {
      record.drop(stay);
    } else {
      leave({ record, heard: new Set() }, stay, { kind: "stopped", at: now, from: stay.node });
    }
  }
  await writeRecord(db, workspaceId, record, { lane: lanes.tend, now, goals: noGoals });
  if (stays.length === PAGE) {
    return true;
  }
  await markSwept(db, workspaceId, id, now);
  return false;
}

/** Lets everybody leave a journey that was stopped, in the caller's transaction; so many at most. Resolves whether all did. */
export async function sweepNow(tx: Ctx, id: string, most = 5 * PAGE): Promise<boolean> {
  for (let swept = 0; swept < most; swept += PAGE) {
    if (!(await sweepPage(tx.db, tx.workspaceId, id, tx.clock.now()))) {
      return true;
    }
  }
  return false;
}

/** Lets some leave who are still in a journey that was stopped. False when nobody is. */
export async function sweepOnce(ctx: Ctx): Promise<boolean> {
  return withTransaction(ctx.db.pipelined, async (client) => {
    const db = sqlOn(client);
    const stopped = await stoppedJourney(db);
    if (!stopped) {
      return false;
    }
    const { workspaceId, id } = stopped;
    await holdJourneyGate(db, workspaceId);
    await sweepPage(db, workspaceId, id, ctx.clock.now());
    return true;
  });
}
