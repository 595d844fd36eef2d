import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { parse } from "../../kernel/parse.ts";
import { definition as definitionSchema } from "../definition.ts";
import { lockAsking } from "../membership/book-store.ts";
import { referredSegments } from "../references.ts";
import { type SegmentOf, type SegmentView, segmentOf } from "../schema.ts";
import { changeSegment, lockSegment } from "../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/**
 * Brings an archived segment back. Throws `not_found`, `conflict` when another one has its name by now, `invalid` when a
 * segment that it asks for is gone.
 */
export async function restoreSegment(ctx: Ctx, input: SegmentOf): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const { id } = parse(segmentOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockAsking(tx.db, tx.workspaceId);
    await lockSegment(tx.db, tx.workspaceId, id);
    const { name, archivedAt, kind, definition } = await segmentInWorkspace(tx, id);
    if (!archivedAt) {
      return;
    }
    const now = tx.clock.now();
    if (kind !== "list") {
      await referredSegments(tx, definitionSchema.parse(definition), id);
    }
    await changeSegment(tx.db, tx.workspaceId, id, {
      name,
      archivedAt: null,
      changedAt: now,
      // Nobody followed events meanwhile.
      ...(kind !== "list" && { state: "counting", refreshAt: now }),
    });
    await audit(tx, { action: "segment.restored", object: { kind: "segment", id, name } });
  });
  wake(ctx.db.pool, "segments", ctx.workspaceId);
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
