import { authorise } from "../../access/authorise.ts";
import { type HistoryOf, type HistoryPage, historyOf } from "../../access/history-schema.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { exportInWorkspace } from "../export-view.ts";

/** Who did what to an export, newest first. */
export async function listHistory(ctx: Ctx, input: HistoryOf): Promise<HistoryPage> {
  authorise(ctx, "exports.read");
  const { id, ...page } = parse(historyOf, input);
  await exportInWorkspace(ctx, id);
  return objectHistory(ctx, { kind: "export", id }, page);
}
