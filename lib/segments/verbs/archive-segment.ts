import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAsking } from "../membership/book-store.ts";
import { type SegmentOf, type SegmentView, segmentOf } from "../schema.ts";
import { changeSegment, lockSegment } from "../segment-store.ts";
import { usesOfSegment } from "../uses.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/** Archives a segment; it keeps its definition and gives its name free. Throws `not_found`, `conflict` with what asks for it. */
export async function archiveSegment(ctx: Ctx, input: SegmentOf): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const { id } = parse(segmentOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockAsking(tx.db, tx.workspaceId);
    await lockSegment(tx.db, tx.workspaceId, id);
    const { name, archivedAt } = await segmentInWorkspace(tx, id);
    if (archivedAt) {
      return;
    }
    const users = await usesOfSegment(tx, id);
    if (users.length > 0) {
      const names = users.map((each) => `"${each.name}"`).join(", ");
      throw new Fault("conflict", `Used by ${names}. Change that first, then archive "${name}".`, {
        blockers: users,
      });
    }
    const now = tx.clock.now();
    await changeSegment(tx.db, tx.workspaceId, id, { archivedAt: now, changedAt: now });
    await audit(tx, { action: "segment.archived", object: { kind: "segment", id, name } });
  });
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
