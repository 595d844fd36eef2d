import type { Definition } from "../segments/definition.ts";
import { definitionOfSegment } from "../segments/definition-of-segment.ts";
import { type CampaignAudience, type CampaignDocument, runsByItself } from "./document.ts";

/** Whom an audience means: a saved segment by its definition as it is when it is asked. */
export function definitionOfAudience(audience: CampaignAudience): Definition {
  return audience.kind === "new" ? audience.definition : definitionOfSegment(audience.segmentId);
}

/** The recipients of a campaign that runs by itself; null for one to which people come as something happens. */
export function audienceOf(document: CampaignDocument): Definition | null {
  return runsByItself(document) && document.who.audience ? definitionOfAudience(document.who.audience) : null;
}
