import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import type { IdentifierSlot } from "../../partners/connector.ts";
import { segmentLane } from "../../partners/segment/export-lane.ts";
import { encodeForSegment } from "../../partners/segment/map.ts";
import type { Channel, ChannelLane, Occasion, Recipient } from "../channel.ts";
import { keyValueSpots, putPairs } from "../key-values.ts";
import { attributesOf, putTokens } from "../profile-parts.ts";
import { reachBy } from "../reach.ts";
import { textMaker } from "../texts.ts";
import { type SegmentContent, segmentContent } from "./content.ts";
import { segmentChannelKit } from "./kit.ts";

/** The facts by which Segment's users tell campaigns apart, in the words that CleverTap's events have for them. */
function putCampaign(into: JsonObject, { variables: { Campaign } }: Occasion): void {
  if (Campaign?.campaignId !== undefined) {
    into["Campaign id"] = Campaign.campaignId;
  }
  if (Campaign?.name !== undefined) {
    into["Campaign name"] = Campaign.name;
  }
}

function messageOf(
  content: SegmentContent,
  recipient: Recipient,
  occasion: Occasion,
  pairs: { keys: string[]; texts: string[] },
): JsonObject {
  const attributes = attributesOf(recipient, content.attributes);
  const isTrack = content.call === "track";
  const properties = isTrack ? {} : attributes;
  if (isTrack) {
    putCampaign(properties, occasion);
  }
  putTokens(properties, recipient, content.tokens);
  putPairs(properties, pairs.keys, pairs.texts);
  // Of an event, the tracking spec has what is known of the person in its context.
  const context: JsonObject = {};
  if (isTrack && content.attributes.which !== "none") {
    context.traits = attributes;
  }
  return { type: content.call, name: isTrack ? content.event : "", properties, context };
}

const EMPTY = Buffer.from("{}");

function buffer(value: Json | undefined): Buffer {
  return isJsonObject(value) ? Buffer.from(JSON.stringify(value)) : EMPTY;
}

function laneOf(slots: IdentifierSlot[]): ChannelLane {
  const { limits, envelopeBytes, send, show } = segmentLane;
  return {
    ...{ limits, envelopeBytes, send, show },
    encode: (message, { messageId, timestamp, ids }) =>
      encodeForSegment({
        type: message.type === "identify" ? "identify" : "track",
        name: String(message.name),
        messageId,
        timestamp,
        ids: slots.map(({ from }) => from.map((kind) => ids[kind]).find(Boolean) ?? null),
        properties: buffer(message.properties),
        context: buffer(message.context),
      }),
  };
}

/** An account says by what it reaches people; a draft may have none yet. */
const noAccount = { code: "no_identifier", reason: "Choose an account to see whom it reaches." };

/** A message as a track or identify call of Segment's batch, under the identifiers that the connection says. */
export const segmentChannel: Channel = {
  kit: segmentChannelKit,
  open: (given, settings) => {
    const content = parse(segmentContent, given);
    const slots = segmentLane.slots(settings, []);
    const kinds = [...new Set(slots.flatMap(({ from }) => from))];
    const make = textMaker(keyValueSpots(content.keyValues));
    const keys = content.keyValues.map(({ key }) => key);
    return {
      ...reachBy(kinds),
      ...(kinds.length === 0 && { unreachable: () => noAccount }),
      compose: (recipient, occasion) => {
        const made = make(recipient, occasion);
        if (made.skipped) {
          return made;
        }
        const { texts, missing } = made;
        return { message: messageOf(content, recipient, occasion, { keys, texts }), missing };
      },
      lane: laneOf(slots),
    };
  },
};
