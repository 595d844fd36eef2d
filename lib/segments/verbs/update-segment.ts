import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { changedMeanwhile, editedLast } from "../../access/edited.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { definition as definitionSchema } from "../definition.ts";
import { lockAsking } from "../membership/book-store.ts";
import { referredSegments } from "../references.ts";
import { type SegmentView, updateSegment as schema, type UpdateSegment } from "../schema.ts";
import { changeSegment, countAgain, lockSegment, lockWithAsking } from "../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/** Resolves the segments that ask for it, where what it means is to change. */
async function lockFor(tx: Ctx, id: string, { definition }: Omit<UpdateSegment, "id">): Promise<string[]> {
  if (!definition) {
    await lockSegment(tx.db, tx.workspaceId, id);
    return [];
  }
  await lockAsking(tx.db, tx.workspaceId);
  return lockWithAsking(tx.db, tx.workspaceId, id);
}

/**
 * Changes what is given of a segment; with another definition or kind it is worked out again, and with another definition
 * so are all that ask for it. Throws `not_found`,
 * `conflict` on a name that another one has and on what is not any more as the caller saw it, `invalid` at the condition that cannot be, `precondition` on a list's definition.
 */
export async function updateSegment(ctx: Ctx, input: UpdateSegment): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const { id, seen, ...wanted } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    const asking = await lockFor(tx, id, wanted);
    const { name, description, labels, kind, definition } = await segmentInWorkspace(tx, id);
    if (kind === "list" && (wanted.definition || wanted.kind)) {
      throw new Fault("precondition", "A list has no definition. Its members are imported.");
    }
    // As the schema writes it: PostgreSQL keeps the keys of a document in an order of its own.
    const before = {
      name,
      description,
      labels,
      kind,
      definition: definitionSchema.safeParse(definition).data ?? definition,
    };
    const after = { ...before, ...wanted };
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) {
      return;
    }
    const meanwhile = changesBetween(before, { ...before, ...seen });
    if (Object.keys(meanwhile).some((field) => field in changes)) {
      throw await changedMeanwhile(tx, "segment", await editedLast(tx, { kind: "segment", id }));
    }
    if (wanted.definition) {
      await referredSegments(tx, wanted.definition, id);
    }
    const now = tx.clock.now();
    // Whom it means is worked out again, or it begins or ceases to follow events.
    const anew = "definition" in changes || "kind" in changes;
    const upkeep = anew ? { state: "counting" as const, problem: null, refreshAt: now } : {};
    await changeSegment(tx.db, tx.workspaceId, id, { ...after, ...upkeep, changedAt: now });
    if ("definition" in changes) {
      // They mean others by that: no event would say so to those that are live.
      await countAgain(tx.db, tx.workspaceId, asking, now);
    }
    await audit(tx, {
      action: "segment.changed",
      object: { kind: "segment", id, name: after.name },
      changes,
    });
  });
  wake(ctx.db.pool, "segments", ctx.workspaceId);
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
