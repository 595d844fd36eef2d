import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { figuresOf, journeysById, listJourneyIds } from "../journey-store.ts";
import { type JourneyPage, type ListJourneys, listJourneys as schema } from "../schema.ts";
import { journeyRowOf } from "../views.ts";

/** Journeys by filter. */
export async function listJourneys(ctx: Ctx, input: ListJourneys): Promise<JourneyPage> {
  authorise(ctx, "journeys.read");
  const filter = parse(schema, input);
  const { ids, total } = await listJourneyIds(ctx.db, ctx.workspaceId, filter);
  const [records, figures] = await Promise.all([
    journeysById(ctx.db, ctx.workspaceId, ids),
    figuresOf(ctx.db, ctx.workspaceId, ids),
  ]);
  const items = records.map((record) => journeyRowOf(record, figures.get(record.id)));
  return { items, page: filter.page, perPage: filter.perPage, total };
}
