import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type JourneyOf, type JourneyView, journeyOf } from "../schema.ts";
import { journeyView } from "../views.ts";

/** A journey with its draft, what keeps it from being published, and what runs. Throws `not_found`. */
export async function getJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyView> {
  authorise(ctx, "journeys.read");
  const { id } = parse(journeyOf, input);
  return journeyView(ctx, id);
}
