import type { Sql } from "../../db/queryable.ts";
import { spanMs } from "../../delivery/when/moments.ts";
import { type Consumer, defineConsumer, type LogWindow } from "../../events/log.ts";
import type { EventsAsked } from "../../segments/definition.ts";
import { addCounts, type Decided, decidePending, keyOf } from "../engine/delivery-store.ts";
import {
  becameInWindow,
  didInTime,
  haveDoneInTime,
  namesInWindow,
  noteConversions,
  noteEarlierConversions,
  queueActions,
  queueEntries,
  queueInactions,
} from "./match-store.ts";
import { type LiveRun, livePlan } from "./plan-store.ts";

type At = { workspaceId: string; now: Date; zone: string; window: LogWindow };
type Named = (asked: EventsAsked) => boolean;

/** Takes those out of the queue who did in time what it waited for, with their verdict. */
async function cancel(
  db: Sql,
  at: At,
  run: LiveRun,
  done: Omit<Decided, "status" | "code" | "reason">[],
): Promise<void> {
  if (done.length === 0) {
    return;
  }
  const decided = done.map((each): Decided => ({ ...each, status: "held", code: "did_it", reason: null }));
  const of = { ...run, workspaceId: at.workspaceId };
  const fresh = await decidePending(db, of, decided, at.now);
  await addCounts(
    db,
    of,
    decided.filter((each) => fresh.has(keyOf(each))),
    at.now,
  );
}

/**
 * What a window of events means to one live campaign. `became`: whom other profiles became in it. Resolves how many came into
 * its queue.
 */
async function match(
  db: Sql,
  at: At,
  run: LiveRun,
  isNamed: Named,
  became: readonly string[],
): Promise<number> {
  const { trigger } = run.document.who;
  const { delay } = run.document.when;
  const delayMs = delay ? spanMs(delay) : 0;
  switch (trigger?.kind) {
    case undefined:
      return 0;
    case "action":
      return isNamed(trigger.did) ? queueActions(db, at, run, { asked: trigger.did, delayMs }) : 0;
    case "enters":
      return queueEntries(db, at, run, { segmentId: trigger.segmentId, delayMs });
    case "inaction": {
      const same = trigger.same?.path ?? null;
      const withinMs = spanMs(trigger.within);
      const given = { asked: trigger.did, withinMs, delayMs, same };
      const queued = isNamed(trigger.did) ? await queueInactions(db, at, run, given) : 0;
      const other = { asked: trigger.didNot, same, withinMs };
      if (isNamed(trigger.didNot)) {
        await cancel(db, at, run, await didInTime(db, at, run, other));
      }
      if (became.length > 0) {
        await cancel(db, at, run, await haveDoneInTime(db, at, run, { people: became, ...other }));
      }
      return queued;
    }
  }
}

/**
 * Reads every event once, in order, and puts those into the queues of live campaigns whom they make recipients; notes who
 * reached a goal. `queued` hears of runs with news, whose rows are visible when the window's transaction has committed.
 */
export function campaignFollower(queued: (runId: string) => void): Consumer {
  return defineConsumer({
    name: "campaigns",
    maxEvents: 20_000,
    isFrequent: true,
    handle: async (ctx, window, db) => {
      const now = ctx.clock.now();
      const plan = await livePlan(db, ctx.workspaceId, now);
      if (plan.runs.length === 0 && plan.goals.length === 0) {
        return;
      }
      const names = await namesInWindow(db, ctx.workspaceId, window);
      const isNamed: Named = ({ events }) =>
        events.some((asked) =>
          names.some(({ type, name }) => type === asked.type && (asked.name === null || asked.name === name)),
        );
      const waits = plan.runs.some(({ document }) => document.who.trigger?.kind === "inaction");
      const asks = waits || plan.goals.length > 0;
      const became = asks ? await becameInWindow(db, ctx.workspaceId, window) : [];
      const at: At = { workspaceId: ctx.workspaceId, now, zone: plan.zone, window };
      for (const run of plan.runs) {
        if ((await match(db, at, run, isNamed, became)) > 0) {
          queued(run.runId);
        }
      }
      for (const { campaignId, document } of plan.goals) {
        const { goal } = document;
        const asked = goal && {
          ...{ campaignId, asked: goal, withinMs: spanMs(goal.within), revenue: goal.revenue },
        };
        if (asked && isNamed(asked.asked)) {
          await noteConversions(db, at, asked);
        }
        if (asked && became.length > 0) {
          await noteEarlierConversions(db, at, { people: became, ...asked });
        }
      }
    },
  });
}
