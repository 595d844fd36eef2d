import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { sourceInWorkspace } from "../../sources/views.ts";
import { destinationViews } from "../destination-view.ts";
import { type DestinationsOfSource, type DestinationView, destinationsOfSource } from "../schema.ts";

/** Where the calls of a source go, oldest first. Throws `not_found`. */
export async function listDestinations(
  ctx: Ctx,
  input: DestinationsOfSource,
): Promise<{ items: DestinationView[] }> {
  authorise(ctx, "sources.read");
  const { id } = parse(destinationsOfSource, input);
  await sourceInWorkspace(ctx, id);
  return { items: await destinationViews(ctx, id) };
}
