import { authorise } from "../../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../../context.ts";
import type { ImportPlace } from "../../../imports/staged-tables.ts";
import { applyMembership } from "../../membership/apply.ts";
import { lockSegment } from "../../segment-store.ts";
import {
  addToListImport,
  deleteLookedUp,
  endListImport,
  lockApplyingList,
  lookUpAfter,
  noteNamed,
  notNamedAfter,
} from "../apply-list-store.ts";
import { identifiedBy } from "../identified-by.ts";
import { KEPT_UNKNOWN } from "../limits.ts";
import {
  type ListImportRecord,
  listImportById,
  listImports,
  listPeople,
  setListState,
} from "../list-import-store.ts";

const STEP_ROWS = 2_500;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Where the step before ended, to look no further back; an empty one begins at the first row. */
export type ListStepFrom = { phase: "rows" | "others"; after: string };
export const firstListStep: ListStepFrom = { phase: "rows", after: "" };

type Step = { tx: Ctx; place: ImportPlace; of: ListImportRecord };

async function applyRows({ tx, place, of }: Step, after: string): Promise<string | null> {
  const { db } = tx;
  const now = tx.clock.now();
  const rows = await lookUpAfter(db, place, of.identifiedBy, after, STEP_ROWS);
  const last = rows.at(-1);
  if (!last) {
    return null;
  }
  const named = rows.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const unknown = rows.filter(({ personId }) => personId === null);
  const people = await noteNamed(db, place, named);
  const leave = of.mode === "remove";
  const done = await applyMembership(tx, {
    segmentId: of.segmentId,
    entered: leave ? [] : people,
    left: leave ? people : [],
    cause: "list",
    at: now,
  });
  // As far as this process knows; after a crash a few more may be kept.
  const { unknown: before } = (await listImportById(db, place)) ?? of;
  const kept = unknown.slice(0, Math.max(0, KEPT_UNKNOWN - before));
  if (kept.length > 0) {
    const reason = identifiedBy[of.identifiedBy].unknown;
    await listImports.refuse(
      db,
      place,
      kept.map(({ line, identity }) => ({ line, reason, text: identity })),
    );
  }
  await deleteLookedUp(
    db,
    place,
    rows.map(({ identity }) => identity),
  );
  const step = {
    applied: rows.length,
    found: people.length,
    unknown: unknown.length,
    doubled: named.length - people.length,
    ...done,
  };
  await addToListImport(db, place, step, now);
  return last.identity;
}

/** Resolves the last member that was looked at, whether or not the file names them. */
async function takeOut({ tx, place, of }: Step, after: string): Promise<string | null> {
  const where = { ...place, segmentId: of.segmentId };
  const { people, last } = await notNamedAfter(tx.db, where, after, STEP_ROWS);
  const now = tx.clock.now();
  const done = await applyMembership(tx, {
    segmentId: of.segmentId,
    entered: [],
    left: people,
    cause: "list",
    at: now,
  });
  await addToListImport(tx.db, place, { applied: 0, found: 0, unknown: 0, doubled: 0, ...done }, now);
  return last;
}

/** Nobody is found where the wrong column or kind was chosen: that must not empty a list. */
function problemOf({ mode, found }: ListImportRecord): string | null {
  return mode === "replace" && found === 0
    ? "file: names nobody who is known here, so that replacing would have emptied the list; check the column and what it holds"
    : null;
}

async function stepOf(step: Step, from: ListStepFrom): Promise<ListStepFrom | null> {
  const { tx, place, of } = step;
  if (from.phase === "rows") {
    const last = await applyRows(step, from.after);
    if (last !== null) {
      return { phase: "rows", after: last };
    }
  }
  const problem = problemOf(of);
  if (of.mode === "replace" && problem === null) {
    const last = await takeOut(step, from.phase === "others" ? from.after : FIRST_ID);
    if (last !== null) {
      return { phase: "others", after: last };
    }
  }
  const now = tx.clock.now();
  await endListImport(tx.db, place, problem, now);
  const list = { workspaceId: tx.workspaceId, segmentId: of.segmentId };
  await setListState(tx.db, list, "ready", now, problem === null);
  return null;
}

/**
 * Finds the people of some thousand staged identities and brings them into the list, or out of it; after the last of
 * them, where the file replaces, takes out some thousand of those whom it does not name. One transaction: what is applied is
 * not staged any more, so a step that is repeated after a crash finds only what is left. Null when nothing more is to do.
 */
export async function applyListImportStep(
  ctx: Ctx,
  { importId, from }: { importId: string; from: ListStepFrom },
): Promise<ListStepFrom | null> {
  authorise(ctx, "jobs.run");
  const place = { workspaceId: ctx.workspaceId, importId };
  const known = await listImportById(ctx.db, place);
  if (known?.status !== "APPLYING") {
    return null;
  }
  const next = await inTransaction(ctx, async (tx) => {
    await lockSegment(tx.db, tx.workspaceId, known.segmentId);
    const of = (await lockApplyingList(tx.db, place)) && (await listImportById(tx.db, place));
    return of ? stepOf({ tx, place, of }, from) : null;
  });
  if (next === null) {
    await listPeople.deleteAllStaged(ctx.db, place);
  }
  return next;
}
