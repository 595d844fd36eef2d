import { keyValueSpots } from "../key-values.ts";
import { channelKit, type TemplateSpot } from "../kit.ts";
import { blankPush, type PushContent, pushContent, pushDraft } from "./content.ts";

export function pushSpots({ title, body, image, action, tag, keyValues }: PushContent): TemplateSpot[] {
  return [
    { path: "title", label: "Title", text: title, context: "text" },
    { path: "body", label: "Body", text: body, context: "text" },
    { path: "image", label: "Image", text: image, context: "url" },
    { path: "action", label: "Click action", text: action, context: "url" },
    { path: "tag", label: "Tag", text: tag, context: "text" },
    ...keyValueSpots(keyValues),
  ];
}

export const pushChannelKit = channelKit({
  id: "push",
  label: "Push",
  description:
    "Shows a notification on the phones and in the browsers of each person, with Liquid in its texts.",
  partners: ["fcm", "vapid"],
  carriers: ({ platforms }) => [
    ...(platforms.includes("android") || platforms.includes("ios") ? ["fcm"] : []),
    ...(platforms.includes("web") ? ["vapid"] : []),
  ],
  draft: pushDraft,
  content: pushContent,
  blank: blankPush,
  templates: pushSpots,
  // Neither Firebase nor a push service knows a message that comes again; a device shows it in the place of the first.
  repeats: "chosen",
  qualifications: ["past", "list", "live", "external"],
  sentEvent: "Notification Sent",
  reportWords: { sent: "Notifications sent", failed: "Errors" },
});
