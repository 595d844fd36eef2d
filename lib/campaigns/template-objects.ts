import type { TemplateObject } from "../templates/types.ts";
import type { CampaignDraft } from "./document.ts";

/** Whether an audience holds a property constant; a saved segment may, which its own definition tells. */
function mayHoldConstant(audience: unknown): boolean {
  const { kind, definition } = (audience ?? {}) as {
    kind?: string;
    definition?: { groups?: { constant?: unknown }[] };
  };
  return kind === "saved" || (definition?.groups ?? []).some(({ constant }) => Boolean(constant));
}

/** What the texts of a campaign can speak of (contracts §3.1). */
export function templateObjectsOf({ qualification, who }: CampaignDraft): TemplateObject[] {
  const trigger = who.trigger as { kind?: string; same?: unknown } | null | undefined;
  const byQualification: Record<CampaignDraft["qualification"], TemplateObject[]> = {
    past: mayHoldConstant(who.audience) ? ["ConstantEventProperty"] : [],
    list: [],
    live: trigger?.kind === "enters" ? [] : trigger?.same ? ["Event", "ConstantEventProperty"] : ["Event"],
    external: ["ExternalTrigger"],
  };
  return ["Profile", "Campaign", ...byQualification[qualification]];
}
