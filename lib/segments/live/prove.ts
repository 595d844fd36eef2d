import type { Ctx } from "../../context.ts";
import { inOneFlight } from "../../db/queryable.ts";
import { bookStandings, type Standing } from "../membership/book-store.ts";
import { knownPlan, type LivePlan, livePlan } from "./plan.ts";
import { planVersion } from "./plan-store.ts";
import { proofOf } from "./proof.ts";
import { readEventsFrom } from "./prove-store.ts";
import type { SeenEvent } from "./window-store.ts";

/** Where this process reads on, and what it has read already behind transactions that still ran. */
const positions = new Map<string, { tx: bigint; seen: ReadonlySet<string> }>();

/** Members for good by one event each. */
function standingsOf(ctx: Ctx, plan: LivePlan, events: readonly SeenEvent[]): Standing[] {
  const moment = { now: ctx.clock.now(), zone: plan.zone };
  const standings = new Map<string, Standing>();
  for (const event of events) {
    for (const key of [`${event.type} ${event.name}`, event.type]) {
      for (const { segment } of plan.events.get(key) ?? []) {
        if (segment.proof && !segment.timed && proofOf(segment.proof, event, moment)) {
          standings.set(`${segment.id} ${event.personId}`, {
            segmentId: segment.id,
            personId: event.personId,
            meant: true,
            dueAt: null,
            dueAfter: null,
            proved: true,
            cause: "event",
            noted: segment.counted,
          });
        }
      }
    }
  }
  return [...standings.values()];
}

/**
 * Lets people enter at once whom one event makes members for good, before everything that has to be asked. It only hurries:
 * whatever it misses or cannot know is done by `followOnce`, which looks at the same events again, so it keeps no cursor and
 * takes no lock. Resolves whether there may be more at once.
 */
export async function proveOnce(ctx: Ctx): Promise<boolean> {
  const { workspaceId } = ctx;
  const plan = knownPlan(workspaceId) ?? (await livePlan(ctx));
  if (plan.proving.names.length + plan.proving.types.length === 0) {
    positions.delete(workspaceId);
    return false;
  }
  const position = positions.get(workspaceId);
  const [{ events, complete }, { version }] = await Promise.all([
    readEventsFrom(ctx.db.pipelined, workspaceId, { ...plan.proving, from: position?.tx ?? null }),
    planVersion(ctx.db.pipelined, workspaceId),
  ]);
  if (version !== plan.version) {
    await livePlan(ctx);
    return true;
  }
  const news = events.filter(({ tx }) => !position?.seen.has(tx));
  const standings = standingsOf(ctx, plan, news);
  if (standings.length > 0) {
    const moment = { now: ctx.clock.now(), zone: plan.zone, timed: false };
    await inOneFlight(ctx.db.pipelined, (client) => bookStandings(client, workspaceId, standings, moment));
  }
  const ahead = events.filter(({ tx }) => BigInt(tx) >= complete).map(({ tx }) => tx);
  positions.set(workspaceId, { tx: complete, seen: new Set(ahead) });
  return news.length > 0;
}
