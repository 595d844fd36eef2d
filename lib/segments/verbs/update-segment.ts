import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { definition as definitionSchema } from "../definition.ts";
import { referredSegments } from "../references.ts";
import { type SegmentView, updateSegment as schema, type UpdateSegment } from "../schema.ts";
import { changeSegment, lockSegment } from "../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/**
 * Changes what is given of a segment; with another definition or kind it is worked out again. Throws `not_found`,
 * `conflict` on a name that another one has, `invalid` at the condition that cannot be, `precondition` for a list.
 */
export async function updateSegment(ctx: Ctx, input: UpdateSegment): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const { id, ...wanted } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockSegment(tx.db, tx.workspaceId, id);
    const { name, description, labels, kind, definition } = await segmentInWorkspace(tx, id);
    if (kind === "list" && (wanted.kind || wanted.definition)) {
      throw new Fault("precondition", "A list has no definition. Import its members again.");
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
    if (wanted.definition) {
      await referredSegments(tx, wanted.definition, id);
    }
    const now = tx.clock.now();
    // Who is in it is not known any more, until it is worked out again.
    const again = { state: "counting" as const, problem: null, refreshAt: now };
    await changeSegment(tx.db, tx.workspaceId, id, {
      ...after,
      ...((changes.definition || changes.kind) && again),
      changedAt: now,
    });
    await audit(tx, {
      action: "segment.changed",
      object: { kind: "segment", id, name: after.name },
      changes,
    });
  });
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
