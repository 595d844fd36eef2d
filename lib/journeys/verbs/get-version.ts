import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type JourneyVersionView, type VersionOf, versionOf } from "../schema.ts";
import { readDocument } from "../upgrade.ts";
import { versionInJourney } from "../version-in-journey.ts";

/** A version of a journey with its document. Throws `not_found`. */
export async function getVersion(ctx: Ctx, input: VersionOf): Promise<JourneyVersionView> {
  authorise(ctx, "journeys.read");
  const { id, number } = parse(versionOf, input);
  const { document, note, publishedAt, publishedBy } = await versionInJourney(ctx, id, number);
  return { number, note, at: publishedAt.toISOString(), by: publishedBy, document: readDocument(document) };
}
