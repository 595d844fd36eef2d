import { authorise } from "../../access/authorise.ts";
import { type HistoryOf, type HistoryPage, historyOf } from "../../access/history-schema.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { connectionInWorkspace } from "../store.ts";

/** Who did what to a connection, newest first. */
export async function listConnectionHistory(ctx: Ctx, input: HistoryOf): Promise<HistoryPage> {
  authorise(ctx, "connections.read");
  const { id, ...page } = parse(historyOf, input);
  await connectionInWorkspace(ctx.db, ctx.workspaceId, id);
  return objectHistory(ctx, { kind: "connection", id }, page);
}
