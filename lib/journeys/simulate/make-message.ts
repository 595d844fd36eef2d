import type { Composed, Occasion, Recipient } from "../../channels/channel.ts";
import { previewTexts } from "../../channels/preview-texts.ts";
import { identifiersOf } from "../../channels/profile-parts.ts";
import { packedTexts } from "../../delivery/packed-texts.ts";
import type { Outcome } from "../nodes/step.ts";
import type { Moment } from "../walk-stay.ts";
import type { OpenMessage } from "./open-messages.ts";
import type { SimulatedMessage } from "./schema.ts";
import type { SimulatedPerson } from "./simulated-person.ts";

type Made = Pick<SimulatedMessage, "texts" | "request" | "reason"> & { outcome: Outcome };

function requestOf(
  { channel, access }: OpenMessage,
  composed: Composed,
  recipient: Recipient,
): Pick<Made, "request" | "reason"> {
  if (!channel || !composed.message) {
    return { request: null, reason: null };
  }
  const { text, bytes, problem } = channel.lane.encode(composed.message, recipient);
  const texts = packedTexts(bytes);
  texts.add(text, bytes);
  return { request: channel.lane.show([texts.at(0)], access), reason: problem?.reason ?? null };
}

/**
 * A message as this person would get it at this moment, and what would become of it. Nothing leaves. `zone`: the workspace's, by
 * whose clocks senders make texts.
 */
export function makeMessage(
  message: OpenMessage,
  person: SimulatedPerson,
  moment: Moment,
  given: { messageId: string; journey: string; number: string | null; zone: string },
): Made {
  const { kit, settings, channel } = message;
  const { now, properties, last } = moment;
  const recipient: Recipient = {
    ...{ personId: person.id ?? "00000000-0000-7000-8000-000000000000", ids: person.ids, properties },
    ...{ tokens: person.tokens, messageId: given.messageId, timestamp: now.toISOString() },
  };
  const occasion: Occasion = {
    variables: {
      Event: last?.properties,
      Campaign: { campaignId: given.number ?? "0", name: given.journey },
    },
    options: { now, timeZone: given.zone },
    missing: settings.missing,
  };
  const isDraft = kit.draft.safeParse(settings.content).success;
  const { texts } = previewTexts(
    isDraft ? kit.templates(settings.content) : [],
    ["Profile", "Event", "Campaign"],
    { ...occasion.variables, Profile: properties, identifiers: identifiersOf(recipient) },
    occasion.options,
  );
  if (!channel) {
    return { outcome: "failed", reason: message.reason, texts, request: null };
  }
  const unreachable = channel.unreachable(recipient);
  const composed = channel.compose(recipient, occasion);
  const { request, reason } = requestOf(message, composed, recipient);
  const failed = composed.skipped?.reason ?? reason;
  return {
    outcome: unreachable ? "unreachable" : failed === null ? "sent" : "failed",
    reason: unreachable?.reason ?? failed,
    ...{ texts, request },
  };
}
