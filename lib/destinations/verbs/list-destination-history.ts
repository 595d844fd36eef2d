import { authorise } from "../../access/authorise.ts";
import { type HistoryOf, type HistoryPage, historyOf } from "../../access/history-schema.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { destinationInWorkspace } from "../destination-view.ts";

/** Who did what to a destination, newest first. Throws `not_found`. */
export async function listDestinationHistory(ctx: Ctx, input: HistoryOf): Promise<HistoryPage> {
  authorise(ctx, "sources.read");
  const { id, ...page } = parse(historyOf, input);
  await destinationInWorkspace(ctx, id);
  return objectHistory(ctx, { kind: "destination", id }, page);
}
