import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import type { TemplateObject } from "../templates/types.ts";
import type { CampaignDraft } from "./document.ts";

/** Whether an audience holds a property constant; a saved segment may, which its own definition tells. */
function mayHoldConstant(audience: JsonObject): boolean {
  const { kind, definition } = audience;
  const groups = isJsonObject(definition) && Array.isArray(definition.groups) ? definition.groups : [];
  return kind === "saved" || groups.some((group) => isJsonObject(group) && Boolean(group.constant));
}

/** A part of a draft, whatever stands in its place. */
const partOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** What the texts of a campaign can speak of (contracts §3.1). */
export function templateObjectsOf({ qualification, who }: CampaignDraft): TemplateObject[] {
  const trigger = partOf(who.trigger);
  const byQualification: Record<CampaignDraft["qualification"], TemplateObject[]> = {
    past: mayHoldConstant(partOf(who.audience)) ? ["ConstantEventProperty"] : [],
    list: [],
    live: trigger.kind === "enters" ? [] : trigger.same ? ["Event", "ConstantEventProperty"] : ["Event"],
    external: ["ExternalTrigger"],
  };
  return ["Profile", "Campaign", ...byQualification[qualification]];
}
