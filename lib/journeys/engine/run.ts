import { type Ctx, inTransaction } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import type { Hold } from "../../delivery/work-on.ts";
import { Apart } from "../../jobs/apart.ts";
import { isJsonObject } from "../../kernel/json.ts";
import type { Definition } from "../../segments/definition.ts";
import { meantPeople } from "../../segments/meant-people.ts";
import { referredSegments } from "../../segments/references.ts";
import { scopeWith } from "../../segments/scope.ts";
import { definitionPeople } from "../../segments/sql/definition-sql.ts";
import type { JourneyDocument } from "../document.ts";
import { isEntry } from "../graph.ts";
import { questionKey } from "../move.ts";
import { DATES_AHEAD_MS, runAfter } from "../next-run.ts";
import { entryDateTimeKind } from "../nodes/entry-date-time/schema.ts";
import { entrySegmentKind } from "../nodes/entry-segment/schema.ts";
import { questionOf } from "../nodes/people-asked.ts";
import { definitionOf } from "./ask.ts";
import { carryOut, type Done } from "./carry-out.ts";
import type { Answers } from "./course.ts";
import { lockEntries } from "./gate-store.ts";
import { letIn } from "./let-in.ts";
import { openVersions, planOf } from "./plan-store.ts";
import { Record } from "./record.ts";
import { beginRun, claimRun, type HeldJourney, lockDueJourney, noteRun, releaseRun } from "./run-store.ts";
import { lanes } from "./write-store.ts";

const apart = new Apart("journey's run");

/** Begins the run of one journey whose time has come. False when none is due. */
export async function beginDueRun(ctx: Ctx): Promise<boolean> {
  return apart.workOnNext(ctx, (take) =>
    inTransaction(ctx, async (tx) => {
      const now = tx.clock.now();
      const due = await lockDueJourney(tx.db, now, apart.resting());
      if (!due) {
        return false;
      }
      take(due.id);
      const version = await openVersions(tx.db, due.workspaceId, [
        { journeyId: due.id, version: due.version },
      ]);
      const { document } = version(due.id, due.version);
      await beginRun(tx.db, due, runAfter(document, due.zone, due.plannedAt, now), now);
      return true;
    }),
  );
}

type Meant = { definition: Definition; known?: Answers; dates: boolean };

/** Whom the entry of a journey looks at when its time has come; null: it is not by the clock. */
export function meantBy(document: JourneyDocument): Meant | null {
  const entry = document.nodes.find(isEntry);
  if (entry?.kind === "entry_segment") {
    const question = questionOf(entrySegmentKind.settings.parse(entry.settings).people);
    // Who is read by the question is not asked it once more.
    const known = new Map([[questionKey(question), true]]);
    return { definition: definitionOf(question), known, dates: false };
  }
  if (entry?.kind === "entry_date_time" && isJsonObject(entry.settings)) {
    const { path } = entryDateTimeKind.settings.parse(entry.settings).date;
    const condition = {
      kind: "property" as const,
      not: false,
      path,
      test: { type: "any" as const, op: "is_set" as const },
    };
    return {
      definition: { match: "all", groups: [{ match: "all", conditions: [condition] }] },
      dates: true,
    };
  }
  return null;
}

async function letPageIn(ctx: Ctx, held: HeldJourney, meant: Meant, people: string[]): Promise<Done | null> {
  const { workspaceId, journeyId } = held;
  return withTransaction(ctx.db.pipelined, async (client) => {
    const db = sqlOn(client);
    await holdJourneyGate(db, workspaceId);
    await lockEntries(db, workspaceId);
    const plan = await planOf(db, workspaceId);
    if (!plan || !(await noteRun(db, held, people.at(-1) ?? ""))) {
      return null;
    }
    const now = ctx.clock.now();
    const record = new Record();
    const dates = meant.dates ? new Date(now.getTime() + DATES_AHEAD_MS) : null;
    await letIn(ctx, db, {
      ...{ plan, record, journeyId, people, dates, now },
      ...(meant.known && { known: meant.known }),
    });
    const version = await openVersions(db, workspaceId, []);
    return carryOut(ctx, db, { plan, version, record, lane: lanes.enter, now });
  });
}

/** One claim of a journey's run: lets everybody in who is meant, page by page, and gives it back. */
export async function runTurn(
  ctx: Ctx,
  turn: { journeyId: string; hold: Hold; told(done: Done): void },
): Promise<void> {
  const { workspaceId } = ctx;
  const { lease, activeHere, signal } = turn.hold;
  const held: HeldJourney = { workspaceId, journeyId: turn.journeyId, lease };
  const run = await claimRun(ctx.db, held, activeHere);
  if (!run) {
    return;
  }
  const version = await openVersions(ctx.db, workspaceId, [{ ...run, journeyId: turn.journeyId }]);
  const { document, unreadable } = version(turn.journeyId, run.version);
  if (unreadable !== null) {
    // Whom it means is not guessed: they come in by the version that is published next.
    return releaseRun(ctx.db, held, false);
  }
  const meant = meantBy(document);
  let over = true;
  try {
    if (meant) {
      const scope = await scopeWith(ctx, await referredSegments(ctx, meant.definition));
      const query = { meant: definitionPeople(meant.definition, scope), scope };
      for await (const people of meantPeople(ctx.db, query, run.cursor)) {
        const done = signal.aborted ? null : await letPageIn(ctx, held, meant, people);
        if (done === null) {
          over = false;
          break;
        }
        turn.told(done);
      }
    }
  } catch (error) {
    await releaseRun(ctx.db, held, false);
    throw error;
  }
  await releaseRun(ctx.db, held, over);
}
