import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { type SegmentOf, type SegmentView, segmentOf } from "../schema.ts";
import { changeSegment, lockSegment } from "../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/** Has a segment worked out again as soon as somebody is free for it. Throws `not_found`, `precondition` for a list. */
export async function refreshSegment(ctx: Ctx, input: SegmentOf): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const { id } = parse(segmentOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockSegment(tx.db, tx.workspaceId, id);
    const { name, kind, archivedAt } = await segmentInWorkspace(tx, id);
    if (kind === "list") {
      throw new Fault("precondition", "A list is not worked out: its members were given.");
    }
    if (archivedAt) {
      throw new Fault("precondition", `"${name}" is archived. Restore it first.`);
    }
    await changeSegment(tx.db, tx.workspaceId, id, { refreshAt: tx.clock.now() });
    await audit(tx, { action: "segment.refreshed", object: { kind: "segment", id, name } });
  });
  wake(ctx.db.pool, "segments", ctx.workspaceId);
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
