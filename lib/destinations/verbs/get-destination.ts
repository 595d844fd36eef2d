import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { destinationView } from "../destination-view.ts";
import { type DestinationOf, type DestinationView, destinationOf } from "../schema.ts";

/** One destination with its state. Throws `not_found`. */
export async function getDestination(ctx: Ctx, input: DestinationOf): Promise<DestinationView> {
  authorise(ctx, "sources.read");
  const { id } = parse(destinationOf, input);
  return destinationView(ctx, id);
}
