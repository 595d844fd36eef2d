import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { parse } from "../../kernel/parse.ts";
import { filterPeople } from "../../people/verbs/filter-people.ts";
import { applyOperations } from "../apply-operations.ts";
import { audienceById } from "../audience-store.ts";
import type { MemberOperation } from "../member-state.ts";
import { patchDefinition } from "../people/definition-store.ts";
import { peopleDefinition } from "../people/schema.ts";
import { notPutInSince } from "../remaining-store.ts";

const STEP_PEOPLE = 2_500;

/** Where the step before ended; the first one begins before all people. */
export type SnapshotFrom = { phase: "people" | "others"; after: string | null };

type Snapshot = { audienceId: string; begunAt: string; from: SnapshotFrom };

async function apply(ctx: Ctx, operations: MemberOperation[]): Promise<void> {
  await withTransaction(ctx.db.pool, (client) => applyOperations({ ...ctx, db: sqlOn(client) }, operations));
}

/**
 * Brings some thousand of the people whom an audience means into it, as of when the snapshot was begun; after the last of
 * them takes out some thousand of those whom it did not bring in. Repeating a step changes nothing. Null after the last
 * one, or when the audience is gone or being taken again.
 */
export async function snapshotStep(
  ctx: Ctx,
  { audienceId, begunAt, from }: Snapshot,
): Promise<SnapshotFrom | null> {
  authorise(ctx, "jobs.run");
  const { workspaceId } = ctx;
  const audience = await audienceById(ctx.db, workspaceId, audienceId);
  const definition = audience && parse(peopleDefinition, audience.definition);
  if (definition?.begunAt !== begunAt) {
    return null;
  }
  const now = new Date(begunAt);
  const of = (identity: string, operation: MemberOperation["operation"]): MemberOperation => ({
    audienceId,
    identity,
    operation,
    properties: {},
    atMs: now.getTime(),
  });
  if (from.phase === "people") {
    const input = { filter: definition.filter, now, after: from.after, limit: STEP_PEOPLE };
    const people = await filterPeople(ctx, input);
    const last = people.at(-1);
    if (last) {
      await apply(
        ctx,
        people.map((person) => of(person.identity, "upsert")),
      );
      return { phase: "people", after: last.id };
    }
  }
  const where = { workspaceId, audienceId, since: now };
  const after = from.phase === "others" ? (from.after ?? "") : "";
  const others = await notPutInSince(ctx.db, where, after, STEP_PEOPLE);
  const last = others.at(-1);
  if (last !== undefined) {
    await apply(
      ctx,
      others.map((identity) => of(identity, "delete")),
    );
    return { phase: "others", after: last };
  }
  await patchDefinition(ctx.db, { workspaceId, id: audienceId, begunAt }, { takenAt: begunAt });
  return null;
}
