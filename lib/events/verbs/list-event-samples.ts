import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { selectSamples } from "../catalogue-store.ts";
import { type EventSampleView, type ListEventSamples, listEventSamples as schema } from "../schema.ts";
import { sampleViewOf } from "../views.ts";

/** The newest events of a name, by when they happened. */
export async function listEventSamples(
  ctx: Ctx,
  input: ListEventSamples,
): Promise<{ items: EventSampleView[] }> {
  authorise(ctx, "events.read");
  const { type, name, limit } = parse(schema, input);
  const rows = await selectSamples(ctx.db, ctx.workspaceId, type, name, limit);
  return { items: rows.map(sampleViewOf) };
}
