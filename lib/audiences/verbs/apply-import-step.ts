import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { applyOperations } from "../apply-operations.ts";
import {
  addToImport,
  deleteApplied,
  lockApplying,
  markDone,
  type StagedRow,
  stagedAfter,
} from "../imports/apply-store.ts";
import { importById } from "../imports/import-store.ts";
import { lockAudiences } from "../member-store.ts";
import { notPutInSince } from "../remaining-store.ts";

const STEP_ROWS = 2_500;

/** Where the step before ended, to look no further back; an empty one begins at the first row. */
export type StepFrom = { phase: "rows" | "others"; after: string };

type Step = { ctx: Ctx; db: Sql; importId: string; audienceId: string; at: Date };

async function bringIn({ ctx, db, importId, audienceId, at }: Step, rows: StagedRow[]): Promise<void> {
  const place = { workspaceId: ctx.workspaceId, importId };
  const { joined, left } = await applyOperations(
    { ...ctx, db },
    rows.map(({ identity, properties }) => ({
      audienceId,
      identity,
      operation: "upsert",
      properties,
      atMs: at.getTime(),
    })),
  );
  const identities = rows.map((row) => row.identity);
  await deleteApplied(db, place, identities);
  await addToImport(db, place, { applied: rows.length, joined, left, now: ctx.clock.now() });
}

async function takeOut({ ctx, db, importId, audienceId, at }: Step, others: string[]): Promise<void> {
  const { joined, left } = await applyOperations(
    { ...ctx, db },
    others.map((identity) => ({
      audienceId,
      identity,
      operation: "delete",
      properties: {},
      atMs: at.getTime(),
    })),
  );
  const place = { workspaceId: ctx.workspaceId, importId };
  await addToImport(db, place, { applied: 0, joined, left, now: ctx.clock.now() });
}

/**
 * Brings some thousand staged users of a file into its audience, as of when the import began; after the last of them,
 * where the file replaces, takes out some thousand of those who are not in it. One transaction: what is applied is not
 * staged any more, so a step that is repeated after a crash finds only what is left. Null when there is nothing more to do.
 */
export async function applyImportStep(
  ctx: Ctx,
  { importId, from }: { importId: string; from: StepFrom },
): Promise<StepFrom | null> {
  authorise(ctx, "jobs.run");
  const place = { workspaceId: ctx.workspaceId, importId };
  const known = await importById(ctx.db, place);
  if (known?.status !== "APPLYING") {
    return null;
  }
  return withTransaction(ctx.db.pool, async (client) => {
    const db = sqlOn(client);
    await lockAudiences(db, ctx.workspaceId, [known.audienceId]);
    const held = await lockApplying(db, place);
    if (!held) {
      return null;
    }
    const step = { ctx, db, importId, audienceId: held.audienceId, at: held.createdAt };
    if (from.phase === "rows") {
      const rows = await stagedAfter(db, place, from.after, STEP_ROWS);
      const last = rows.at(-1);
      if (last) {
        await bringIn(step, rows);
        return { phase: "rows", after: last.identity };
      }
    }
    if (held.mode === "replace") {
      const where = { workspaceId: ctx.workspaceId, audienceId: held.audienceId, since: held.createdAt };
      const others = await notPutInSince(db, where, from.phase === "others" ? from.after : "", STEP_ROWS);
      const last = others.at(-1);
      if (last !== undefined) {
        await takeOut(step, others);
        return { phase: "others", after: last };
      }
    }
    await markDone(db, place, ctx.clock.now());
    return null;
  });
}
