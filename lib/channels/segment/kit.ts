import { keyValueSpots } from "../key-values.ts";
import { channelKit } from "../kit.ts";
import { blankSegment, segmentContent, segmentDraft } from "./content.ts";

export const segmentChannelKit = channelKit({
  id: "segment",
  label: "Segment",
  description:
    "Streams the people of a campaign to Segment: an event or traits of each, with what you choose of them.",
  partners: ["segment"],
  draft: segmentDraft,
  content: segmentContent,
  blank: blankSegment,
  templates: ({ keyValues }) => keyValueSpots(keyValues),
  // Segment knows a message by its messageId.
  repeats: "harmless",
  qualifications: ["past", "list", "live"],
  // Seed 001.
  delayNote:
    "CleverTap does not trigger Segment messages of campaigns with a delay. Junction sends them when the delay is over.",
  sentEvent: "Notification Sent",
  reportWords: { sent: "Events streamed", failed: "Errors" },
});
