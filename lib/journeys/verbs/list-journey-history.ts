import { authorise } from "../../access/authorise.ts";
import { type HistoryOf, type HistoryPage, historyOf } from "../../access/history-schema.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { journeyInWorkspace } from "../views.ts";

/** Who did what to a journey, newest first. */
export async function listJourneyHistory(ctx: Ctx, input: HistoryOf): Promise<HistoryPage> {
  authorise(ctx, "journeys.read");
  const { id, ...page } = parse(historyOf, input);
  await journeyInWorkspace(ctx, id);
  return objectHistory(ctx, { kind: "journey", id }, page);
}
