import type { JsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import type { IdentifierKind } from "../../partners/kit.ts";
import type { Channel, Recipient } from "../channel.ts";
import { keyValueSpots, putPairs } from "../key-values.ts";
import { attributesOf, putTokens } from "../profile-parts.ts";
import { reachBy } from "../reach.ts";
import { textMaker } from "../texts.ts";
import { type EventbridgeContent, eventbridgeContent } from "./content.ts";
import { eventbridgeChannelKit } from "./kit.ts";
import { eventbridgeLane } from "./lane.ts";

type Name = EventbridgeContent["identifiers"][number];

/** CleverTap's object ID is what it knows an unknown person by. */
const kindsOf: Record<Name, IdentifierKind[]> = {
  identity: ["user_id"],
  email: ["email"],
  objectId: ["anonymous_id", "device_id"],
};

function profileOf(
  { identifiers, attributes, tokens }: EventbridgeContent,
  recipient: Recipient,
): JsonObject {
  const profile: JsonObject = {};
  for (const name of identifiers) {
    const found = kindsOf[name].map((kind) => recipient.ids[kind]).find(Boolean);
    if (found) {
      profile[name] = found;
    }
  }
  if (attributes.which !== "none") {
    profile.profileData = attributesOf(recipient, attributes);
  }
  putTokens(profile, recipient, tokens);
  return profile;
}

/** The pairs that choose an audience of Storyly are words (contracts §8.2): what a template leaves around them is none of them. */
function settleStoryly(pairs: JsonObject): void {
  const { storyly_token: token, operation } = pairs;
  if (typeof token === "string" && typeof operation === "string") {
    pairs.storyly_token = token.trim();
    pairs.operation = operation.trim().toLowerCase();
  }
}

/**
 * A message as the detail of an event, in the frame of CleverTap's webhook (contracts §9.5), which is what the audiences of
 * Storyly and of Junction read: `key_values`, and the person in `profiles`.
 */
export const eventbridgeChannel: Channel = {
  kit: eventbridgeChannelKit,
  open: (given, settings) => {
    const content = parse(eventbridgeContent, given);
    const { identifiers, keyValues } = content;
    const make = textMaker(keyValueSpots(keyValues));
    const keys = keyValues.map(({ key }) => key);
    return {
      ...reachBy(identifiers.flatMap((name) => kindsOf[name])),
      lane: eventbridgeLane(settings),
      compose: (recipient, occasion) => {
        const made = make(recipient, occasion);
        if (made.skipped) {
          return made;
        }
        const { Campaign } = occasion.variables;
        const pairs: JsonObject = {};
        putPairs(pairs, keys, made.texts);
        settleStoryly(pairs);
        const message = {
          messageId: recipient.messageId,
          time: recipient.timestamp,
          ...(Campaign?.campaignId !== undefined && { targetId: Campaign.campaignId }),
          key_values: pairs,
          profiles: [profileOf(content, recipient)],
        };
        return { message, missing: made.missing };
      },
    };
  },
};
