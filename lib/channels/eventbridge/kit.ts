import { keyValueSpots } from "../key-values.ts";
import { channelKit } from "../kit.ts";
import { blankEventbridge, eventbridgeContent, eventbridgeDraft } from "./content.ts";
import { EVENT_SOURCE } from "./names.ts";

export const eventbridgeChannelKit = channelKit({
  id: "eventbridge",
  label: "Amazon EventBridge",
  description: `Puts an event for each person on your event bus, from where rules pass it on. Its source is ${EVENT_SOURCE}.`,
  partners: ["eventbridge"],
  draft: eventbridgeDraft,
  content: eventbridgeContent,
  blank: blankEventbridge,
  templates: ({ keyValues }) => keyValueSpots(keyValues),
  // A bus delivers at least once itself, so its receivers have to know an event by its messageId anyway.
  repeats: "harmless",
  qualifications: ["past", "list", "live"],
  sentEvent: "Notification Sent",
  reportWords: { sent: "Events streamed", failed: "Errors" },
});
