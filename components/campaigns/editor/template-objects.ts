import type { TemplateObject } from "@/lib/templates/types.ts";
import type { EditorDraft } from "./draft.ts";

/** Whether a property is held constant over the events that make somebody a recipient. */
function hasConstant({ qualification, who: { audience, trigger } }: EditorDraft): boolean {
  if (qualification === "live") {
    return trigger?.kind === "inaction" && trigger.same !== null;
  }
  return (
    qualification === "past" &&
    audience?.kind === "new" &&
    audience.definition.groups.some((group) => group.constant !== undefined)
  );
}

/** What the texts of a campaign can speak of (contracts §3.1). */
export function objectsOf(draft: EditorDraft): TemplateObject[] {
  const { qualification, who } = draft;
  return [
    "Profile",
    ...(qualification === "live" && who.trigger?.kind !== "enters" ? (["Event"] as const) : []),
    ...(qualification === "external" ? (["ExternalTrigger"] as const) : []),
    ...(hasConstant(draft) ? (["ConstantEventProperty"] as const) : []),
    "Campaign",
  ];
}
