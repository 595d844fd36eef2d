import { authorise } from "../../access/authorise.ts";
import { type HistoryOf, type HistoryPage, historyOf } from "../../access/history-schema.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { transferInWorkspace } from "../transfer-view.ts";

/** Who did what to a transfer, newest first. Throws `not_found`. */
export async function listTransferHistory(ctx: Ctx, input: HistoryOf): Promise<HistoryPage> {
  authorise(ctx, "audiences.read");
  const { id, ...page } = parse(historyOf, input);
  await transferInWorkspace(ctx, id);
  return objectHistory(ctx, { kind: "transfer", id }, page);
}
