import type { Ctx } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import { isConflict, type Queryable } from "../../db/queryable.ts";
import { bookStandings, type Standing } from "../membership/book-store.ts";
import type { ChangeCause } from "../membership/change-sql.ts";
import { judgeStatement } from "../membership/judge-sql.ts";
import { breakSegment } from "../membership/upkeep-store.ts";
import type { Candidates } from "./candidates.ts";
import type { LiveSegment } from "./plan.ts";
import { type Proofs, provedStandings } from "./proved.ts";
import { askJudgement } from "./window-store.ts";

/** A segment whose definition PostgreSQL cannot answer. */
class CannotJudge extends Error {
  readonly segment: LiveSegment;
  constructor(segment: LiveSegment, cause: unknown) {
    super(`Segment ${segment.id} cannot be asked`, { cause });
    this.segment = segment;
  }
}

/** How candidates stand to segments by what PostgreSQL knows, one question a segment, all on their way at once. */
async function judged(
  ctx: Ctx,
  client: Queryable,
  zone: string,
  candidates: Candidates,
): Promise<Standing[]> {
  const moment = { now: ctx.clock.now(), zone };
  const judge = async (segment: LiveSegment, causes: ReadonlyMap<string, ChangeCause>) => {
    const { workspaceId } = ctx;
    const { definition, referred } = segment;
    const people = [...causes.keys()].sort();
    const statement = judgeStatement({ workspaceId, definition, referred, people, moment });
    try {
      const rows = await askJudgement(client, statement);
      const known = new Map(rows.map((row) => [row.personId, row]));
      return people.map((personId): Standing => {
        const row = known.get(personId);
        return {
          segmentId: segment.id,
          personId,
          meant: row?.meant ?? false,
          dueAt: row?.dueAt ?? null,
          dueAfter: null,
          proved: false,
          cause: causes.get(personId) ?? "event",
          noted: segment.counted,
        };
      });
    } catch (error) {
      throw new CannotJudge(segment, error);
    }
  };
  const results = await Promise.allSettled(
    [...candidates].map(([segment, causes]) => judge(segment, causes)),
  );
  return results.flatMap((result) => {
    if (result.status === "rejected") {
      // The first one failed by itself, those after it because the transaction had.
      throw result.reason;
    }
    return result.value;
  });
}

type Judging = { candidates: Candidates; proofs?: Proofs; timed?: boolean };

/**
 * How people stand to segments: judged by what PostgreSQL knows, or proved. Resolves what books that, as one statement that is
 * on its way once it is called: others may be sent behind it. Must run in a transaction that holds `lockJudging`.
 */
export async function judgement(
  ctx: Ctx,
  client: Queryable,
  zone: string,
  { candidates, proofs = new Map(), timed }: Judging,
): Promise<() => Promise<number>> {
  const asked = candidates.size > 0 ? await judged(ctx, client, zone, candidates) : [];
  return () =>
    bookStandings(client, ctx.workspaceId, [...asked, ...provedStandings(proofs)], {
      now: ctx.clock.now(),
      zone,
      timed: timed ?? [...candidates.keys(), ...proofs.keys()].some((segment) => segment.timed),
    });
}

/** Judges people by segments and books how they stand to them, under `lockJudging`. Resolves how many entered or left. */
export async function judgeAll(ctx: Ctx, client: Queryable, zone: string, judging: Judging): Promise<number> {
  const book = await judgement(ctx, client, zone, judging);
  return book();
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
