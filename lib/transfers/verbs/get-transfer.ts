import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type TransferOf, type TransferView, transferOf } from "../schema.ts";
import { transferInWorkspace, transferViewOf } from "../transfer-view.ts";

/** One transfer with its progress. Throws `not_found`. */
export async function getTransfer(ctx: Ctx, input: TransferOf): Promise<TransferView> {
  authorise(ctx, "audiences.read");
  const { id } = parse(transferOf, input);
  return transferViewOf(ctx, await transferInWorkspace(ctx, id));
}
