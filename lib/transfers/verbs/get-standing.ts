import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type TransferOf, type TransferStanding, transferOf } from "../schema.ts";
import { standingOf } from "../standing-store.ts";
import { transferInWorkspace } from "../transfer-view.ts";

/** The audience now, compared with what the partner has acknowledged of it. Throws `not_found`. */
export async function getStanding(ctx: Ctx, input: TransferOf): Promise<TransferStanding> {
  authorise(ctx, "audiences.read");
  const { id } = parse(transferOf, input);
  const transfer = await transferInWorkspace(ctx, id);
  const row = await standingOf(ctx.db, {
    workspaceId: ctx.workspaceId,
    transferId: id,
    audienceId: transfer.audience_id,
    name: transfer.audience_name,
  });
  return {
    members: Number(row.members),
    acknowledged: Number(row.acknowledged),
    refused: Number(row.refused),
    toSend: Number(row.to_send),
    toRemove: Number(row.to_remove),
  };
}
