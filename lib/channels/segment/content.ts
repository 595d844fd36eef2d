import { z } from "zod";
import { checkKeyValues, keyValueDraft } from "../key-values.ts";
import { blankProfileParts, checkAttributes, profileParts } from "../profile-parts.ts";

export const segmentDraft = z.object({
  /** track: the message is an event · identify: it sets traits. */
  call: z.enum(["track", "identify"]),
  event: z.string().trim().max(200, "At most 200 characters"),
  ...profileParts,
  keyValues: keyValueDraft,
});
export type SegmentContent = z.output<typeof segmentDraft>;

export const segmentContent = segmentDraft.superRefine((content, context) => {
  const { call, event, attributes, tokens, keyValues } = content;
  if (call === "track" && event === "") {
    context.addIssue({ code: "custom", path: ["event"], message: "Name the event" });
  }
  checkAttributes(attributes, context);
  checkKeyValues(keyValues, context);
  if (call === "identify" && attributes.which === "none" && tokens.length === 0 && keyValues.length === 0) {
    const message = "Choose attributes or tokens, or add a key-value pair: there is no trait to set";
    context.addIssue({ code: "custom", path: ["keyValues"], message });
  }
});

/**
 * Not "Notification Sent": exports send that system event to the same Segment source, and the two would be counted as one.
 * A noun and a verb in the past, as Segment's own events are named.
 */
const DEFAULT_EVENT = "Campaign Sent";

export const blankSegment: SegmentContent = {
  call: "track",
  event: DEFAULT_EVENT,
  ...blankProfileParts,
  keyValues: [],
};
