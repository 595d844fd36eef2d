import { DateTime } from "luxon";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import { type Queryable, withTransaction } from "../../db/queryable.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Definition, definition as schema } from "../definition.ts";
import { judgeAll } from "../live/judge-all.ts";
import { settle } from "../live/settle.ts";
import { nothingSpared } from "../live/spare.ts";
import { type Referred, referredSegments } from "../references.ts";
import { scopeWith } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { type CalendarPace, calendarPace, duePeople } from "../sql/due-sql.ts";
import { applyMembership } from "./apply.ts";
import { lockJudging } from "./book-store.ts";
import type { ChangeCause } from "./change-sql.ts";
import { type Difference, differencesOf } from "./difference-store.ts";
import { breakSegment, type DueSegment, endRefresh, holdSegment, takeDueSegment } from "./upkeep-store.ts";

/** At least so long between two workings out; and twenty times as long as one takes, so that they are a small load. */
const EVERY_MS = 5 * 60_000;
const SHARE = 20;

type Question = {
  definition: Definition;
  referred: Referred["definitions"];
  zone: string;
  pace: CalendarPace;
  cause: ChangeCause;
};

/** When a segment is worked out again. What hangs on the calendar changes at midnight. */
function nextRefresh(segment: DueSegment, { zone, pace }: Question, now: Date, ms: number): Date {
  const midnight = DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).startOf("day").plus({ seconds: 1 });
  const soon = new Date(now.getTime() + Math.max(EVERY_MS, ms * SHARE));
  const often = segment.kind === "past" || pace === "always";
  return often && soon < midnight.toJSDate() ? soon : midnight.toJSDate();
}

function causeOf(segment: DueSegment, pace: CalendarPace): ChangeCause {
  if (segment.counting && segment.counted) {
    return "definition";
  }
  return segment.kind === "live" && pace !== "never" ? "time" : "refresh";
}

async function applyPage(
  ctx: Ctx,
  segment: DueSegment,
  { cause }: Question,
  page: Difference[],
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const { entered, left } = await applyMembership(tx, {
      segmentId: segment.id,
      entered: page.filter(({ meant }) => meant).map(({ id }) => id),
      left: page.filter(({ meant }) => !meant).map(({ id }) => id),
      cause,
      at: tx.clock.now(),
      noted: segment.counted,
    });
    return entered + left;
  });
}

/** A live one may have gone on since the page was read: its people are judged by what is so now. */
async function judgePage(
  ctx: Ctx,
  segment: DueSegment,
  question: Question,
  page: Difference[],
): Promise<number> {
  const { definition, referred, zone, cause } = question;
  const live = {
    id: segment.id,
    definition,
    referred,
    counted: segment.counted,
    timed: true,
    proof: null,
    spare: nothingSpared,
  };
  const people = new Map(page.map(({ id }): [string, ChangeCause] => [id, cause]));
  const work = async (client: Queryable) => {
    await lockJudging(client, ctx.workspaceId);
    return judgeAll(ctx, client, zone, { candidates: new Map([[live, people]]) });
  };
  return withTransaction(ctx.db.pipelined, work, { rederived: true });
}

async function refresh(ctx: Ctx, segment: DueSegment): Promise<void> {
  const definition = schema.parse(segment.definition);
  const referred = await referredSegments(ctx, definition, segment.id);
  const pace = calendarPace(definition, referred);
  const question: Question = {
    definition,
    referred,
    zone: await workspaceTimeZone(ctx),
    pace,
    cause: causeOf(segment, pace),
  };
  const begun = performance.now();
  const at = ctx.clock.now();
  const scope = await scopeWith(ctx, referred);
  const meant = definitionPeople(definition, scope);
  const live = segment.kind === "live";
  const due = live ? duePeople(definition, referred, scope) : null;
  // Where neither the definition nor the calendar moved, a difference says that following events went wrong.
  let checks = live && !segment.counting && pace === "never";
  let changed = 0;
  for await (const page of differencesOf(ctx.db, segment.id, { meant, due, scope })) {
    if (!(await holdSegment(ctx.db, segment, ctx.clock.now()))) {
      return;
    }
    if (checks) {
      checks = await settle(ctx);
    }
    changed += live
      ? await judgePage(ctx, segment, question, page)
      : await applyPage(ctx, segment, question, page);
  }
  const ms = Math.round(performance.now() - begun);
  const next = nextRefresh(segment, question, ctx.clock.now(), ms);
  await endRefresh(ctx.db, segment, { at, ms, next, zone: question.zone, drift: checks ? changed : null });
}

/** Works out the members of one segment that is due. Resolves false when none is. */
export async function refreshNext(system: Ctx): Promise<boolean> {
  const segment = await takeDueSegment(system.db, system.clock.now());
  if (!segment) {
    return false;
  }
  const ctx = { ...system, workspaceId: segment.workspaceId };
  try {
    await refresh(ctx, segment);
  } catch (error) {
    if (isConnectionLoss(error)) {
      throw error;
    }
    const problem =
      error instanceof Fault ? error.message : "PostgreSQL could not answer its definition, or not in time.";
    ctx.log.error({ segmentId: segment.id, err: error }, "the members of a segment could not be worked out");
    await breakSegment(ctx.db, segment.workspaceId, segment.id, { problem, now: ctx.clock.now() });
  }
  return true;
}
