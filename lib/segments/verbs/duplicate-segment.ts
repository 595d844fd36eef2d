import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { definition as definitionSchema } from "../definition.ts";
import { lockAsking } from "../membership/book-store.ts";
import { newSegment } from "../new-segment.ts";
import { referredSegments } from "../references.ts";
import { type SegmentOf, type SegmentView, segmentOf } from "../schema.ts";
import { freeName, insertSegment } from "../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/**
 * Saves the same definition again, as "… (copy)". Throws `not_found`, `precondition` for a list, `invalid` at the condition that
 * asks for a segment that was archived meanwhile.
 */
export async function duplicateSegment(ctx: Ctx, input: SegmentOf): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const { id } = parse(segmentOf, input);
  const { name, description, labels, kind, definition } = await segmentInWorkspace(ctx, id);
  if (kind === "list") {
    throw new Fault("precondition", "A list has no definition to copy. Import its members again.");
  }
  const parsed = definitionSchema.parse(definition);
  const copy = await inTransaction(ctx, async (tx) => {
    await lockAsking(tx.db, tx.workspaceId);
    await referredSegments(tx, parsed);
    const segment = newSegment(tx, {
      name: await freeName(tx.db, tx.workspaceId, name),
      description,
      labels,
      kind,
      definition: parsed,
    });
    await insertSegment(tx.db, tx.workspaceId, segment);
    await audit(tx, {
      action: "segment.created",
      object: { kind: "segment", id: segment.id, name: segment.name },
      changes: { copyOf: { from: null, to: name } },
    });
    return segment;
  });
  wake(ctx.db.pool, "segments", ctx.workspaceId);
  return segmentViewOf(await segmentInWorkspace(ctx, copy.id));
}
