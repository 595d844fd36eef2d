import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAsking } from "../membership/book-store.ts";
import { newSegment } from "../new-segment.ts";
import { referredSegments } from "../references.ts";
import { type CreateSegment, type SegmentView, createSegment as schema } from "../schema.ts";
import { insertSegment } from "../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/** Saves a segment. Throws `conflict` on the name when another one has it, `invalid` at the condition that cannot be. */
export async function createSegment(ctx: Ctx, input: CreateSegment): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const given = parse(schema, input);
  const segment = newSegment(ctx, given);
  await inTransaction(ctx, async (tx) => {
    await lockAsking(tx.db, tx.workspaceId);
    await referredSegments(tx, given.definition);
    await insertSegment(tx.db, tx.workspaceId, segment);
    await audit(tx, {
      action: "segment.created",
      object: { kind: "segment", id: segment.id, name: segment.name },
      changes: { definition: { from: null, to: segment.definition } },
    });
  });
  wake(ctx.db.pool, "segments", ctx.workspaceId);
  return segmentViewOf(await segmentInWorkspace(ctx, segment.id));
}
