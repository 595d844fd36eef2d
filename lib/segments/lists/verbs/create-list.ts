import { audit } from "../../../access/audit.ts";
import { authorise } from "../../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../../context.ts";
import { parse } from "../../../kernel/parse.ts";
import { newSegment } from "../../new-segment.ts";
import type { SegmentView } from "../../schema.ts";
import { insertSegment } from "../../segment-store.ts";
import { segmentInWorkspace, segmentViewOf } from "../../views.ts";
import { type CreateList, createList as schema } from "../schema.ts";

/** Saves a list, nobody in it. Throws `conflict` on the name when another segment has it. */
export async function createList(ctx: Ctx, input: CreateList): Promise<SegmentView> {
  authorise(ctx, "segments.write");
  const given = parse(schema, input);
  const id = await inTransaction(ctx, async (tx) => {
    const list = newSegment(tx, { ...given, kind: "list", definition: {} });
    await insertSegment(tx.db, tx.workspaceId, list);
    await audit(tx, {
      action: "segment.list_created",
      object: { kind: "segment", id: list.id, name: list.name },
    });
    return list.id;
  });
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
