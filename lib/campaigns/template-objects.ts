import type { TemplateObject } from "../templates/types.ts";
import type { CampaignDraft } from "./document.ts";

/** What the texts of a campaign can speak of (contracts §3.1). */
export function templateObjectsOf({ qualification, who }: CampaignDraft): TemplateObject[] {
  const trigger = who.trigger as { kind?: string; same?: unknown } | null | undefined;
  const byQualification: Record<CampaignDraft["qualification"], TemplateObject[]> = {
    past: [],
    list: [],
    live: trigger?.kind === "enters" ? [] : trigger?.same ? ["Event", "ConstantEventProperty"] : ["Event"],
    external: ["ExternalTrigger"],
  };
  return ["Profile", "Campaign", ...byQualification[qualification]];
}
