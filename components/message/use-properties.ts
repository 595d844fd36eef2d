import type { ChannelKit } from "@/lib/channels/kit.ts";
import { checkTemplate } from "@/lib/templates/template.ts";
import type { TemplateObject, TemplateVariable } from "@/lib/templates/types.ts";
import { useEventProperties, usePersonProperties } from "../segments/catalogue.ts";
import { pathOf } from "./expression.ts";
import { contentOf, type Message, useMessage } from "./message-context.tsx";

/** CleverTap's own fields of a person, which everybody has a name for. */
const ownFields = ["Name", "Email", "Phone", "Identity"];

/** All that the texts of the message read. */
export function variablesOf({
  message,
  kit,
  objects,
}: Pick<Message, "message" | "kit" | "objects">): TemplateVariable[] {
  const content = contentOf(message);
  if (!kit.draft.safeParse(content).success) {
    return [];
  }
  const all = kit
    .templates(content)
    .flatMap(({ text, context }) => checkTemplate(text, context, objects).variables);
  return [...new Map(all.map((variable) => [variable.path, variable])).values()];
}

/** A message that is HTML is a mail, from which people can unsubscribe. */
const hasHtml = (kit: ChannelKit): boolean =>
  kit.templates(kit.blank).some(({ context }) => context === "html");

/** What can be put into a text of this message, by object: properties that were seen, and those the message uses. */
export function useProperties(): { object: TemplateObject; paths: string[] }[] {
  const editor = useMessage();
  const person = usePersonProperties().map(({ name }) => name);
  const event = useEventProperties(editor.event).map(({ name }) => name);
  const used = variablesOf(editor).filter(
    ({ object, path }) => object === "ExternalTrigger" && !path.includes("[]") && path !== object,
  );
  const byObject: Record<TemplateObject, string[]> = {
    Profile: [...new Set([...ownFields, ...person])].map((name) => pathOf("Profile", [name])),
    Event: event.map((name) => pathOf("Event", [name])),
    ExternalTrigger: used.map(({ path }) => path),
    ConstantEventProperty: ["ConstantEventProperty"],
    Campaign: [
      "Campaign.campaignId",
      "Campaign.name",
      ...(hasHtml(editor.kit) ? ["Campaign.unsubscribeUrl"] : []),
    ],
  };
  return editor.objects.map((object) => ({ object, paths: byObject[object] }));
}
