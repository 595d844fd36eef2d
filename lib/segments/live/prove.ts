import type { Ctx } from "../../context.ts";
import { inOneFlight } from "../../db/queryable.ts";
import { bookStandings } from "../membership/book-store.ts";
import type { Moment } from "../sql/sql-values.ts";
import { knownPlan, livePlan } from "./plan.ts";
import { planVersion } from "./plan-store.ts";
import { readEventsFrom } from "./prove-store.ts";
import { type Proofs, provedBy, provedStandings } from "./proved.ts";

/** Where this process reads on, and what it has read already behind transactions that still ran. */
const positions = new Map<string, { tx: bigint; seen: ReadonlySet<string> }>();

async function book(ctx: Ctx, proofs: Proofs, moment: Moment): Promise<void> {
  const timed = [...proofs.keys()].some((segment) => segment.timed);
  await inOneFlight(ctx.db.pipelined, (client) =>
    bookStandings(client, ctx.workspaceId, provedStandings(proofs), { ...moment, timed }),
  );
}

/**
 * Lets people enter at once whom one event makes members, before everything that has to be asked. It only hurries: whatever it
 * misses or cannot know is done and set right by `followOnce`, which looks at the same events again, so it keeps no cursor
 * and takes no lock. Resolves whether there may be more at once.
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
  const moment = { now: ctx.clock.now(), zone: plan.zone };
  const proofs = provedBy(plan, news, moment);
  if (proofs.size > 0) {
    await book(ctx, proofs, moment);
  }
  const ahead = events.filter(({ tx }) => BigInt(tx) >= complete).map(({ tx }) => tx);
  positions.set(workspaceId, { tx: complete, seen: new Set(ahead) });
  // In a flood the next look is sooner than the next call of those who are busy writing.
  return news.length > 0;
}
