import type { Ctx } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import { isConflict, type Queryable } from "../../db/queryable.ts";
import type { ChangeCause } from "../membership/change-sql.ts";
import { judgeStatement } from "../membership/judge-sql.ts";
import { breakSegment } from "../membership/upkeep-store.ts";
import type { Candidates } from "./candidates.ts";
import type { LiveSegment } from "./plan.ts";
import { runJudgement } from "./window-store.ts";

/** A segment whose definition PostgreSQL cannot answer. */
class CannotJudge extends Error {
  readonly segment: LiveSegment;
  constructor(segment: LiveSegment, cause: unknown) {
    super(`Segment ${segment.id} cannot be asked`, { cause });
    this.segment = segment;
  }
}

function byCause(people: ReadonlyMap<string, ChangeCause>): Map<ChangeCause, string[]> {
  const groups = new Map<ChangeCause, string[]>();
  for (const [id, cause] of people) {
    groups.set(cause, [...(groups.get(cause) ?? []), id]);
  }
  return groups;
}

/**
 * Judges people by segments, one statement a segment and cause, all on their way at once. Must run in a transaction.
 * Resolves how many entered or left.
 */
export async function judgeAll(
  ctx: Ctx,
  client: Queryable,
  zone: string,
  candidates: Candidates,
): Promise<number> {
  const moment = { now: ctx.clock.now(), zone };
  const judge = async (segment: LiveSegment, cause: ChangeCause, people: string[]): Promise<number> => {
    const statement = judgeStatement({
      workspaceId: ctx.workspaceId,
      segmentId: segment.id,
      definition: segment.definition,
      referred: segment.referred,
      people: people.sort(),
      moment,
      cause,
      noted: segment.counted,
    });
    try {
      const { entered, left } = await runJudgement(client, statement);
      return entered + left;
    } catch (error) {
      throw new CannotJudge(segment, error);
    }
  };
  // In one order everywhere: each statement locks its segment.
  const inOrder = [...candidates].sort(([a], [b]) => (a.id < b.id ? -1 : 1));
  const results = await Promise.allSettled(
    inOrder.flatMap(([segment, people]) =>
      [...byCause(people)].map(([cause, ids]) => judge(segment, cause, ids)),
    ),
  );
  let changed = 0;
  for (const result of results) {
    if (result.status === "rejected") {
      // The first one failed by itself, those after it because the transaction had.
      throw result.reason;
    }
    changed += result.value;
  }
  return changed;
}

/**
 * What PostgreSQL refuses of one segment must not hold up the others: it is set aside, and said on its page. Resolves null
 * then, and the work is to be done again without it.
 */
export async function settingAside<T>(ctx: Ctx, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CannotJudge)) {
      throw error;
    }
    const { segment, cause } = error;
    if (isConnectionLoss(cause) || isConflict(cause)) {
      throw cause;
    }
    ctx.log.error({ segmentId: segment.id, err: cause }, "a live segment cannot be asked and was set aside");
    await breakSegment(ctx.db, ctx.workspaceId, segment.id, {
      problem: "PostgreSQL could not answer its definition.",
      now: ctx.clock.now(),
    });
    return null;
  }
}
