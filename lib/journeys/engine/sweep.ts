import type { Ctx } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { leave } from "./apply.ts";
import { Record } from "./record.ts";
import { leftInStopped, markSwept, stoppedJourney } from "./sweep-store.ts";
import { lanes, writeRecord } from "./write-store.ts";

const PAGE = 2_000;

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
    const now = ctx.clock.now();
    const record = new Record();
    const stays = await leftInStopped(db, workspaceId, id, PAGE);
    for (const stay of stays) {
      if (stay.enteredAt === null) {
        record.drop(stay);
      } else {
        leave({ record, heard: new Set() }, stay, { kind: "stopped", at: now, from: stay.node });
      }
    }
    await writeRecord(db, workspaceId, record, { lane: lanes.tend, now, goalWords: () => [] });
    if (stays.length < PAGE) {
      await markSwept(db, workspaceId, id, now);
    }
    return true;
  });
}
