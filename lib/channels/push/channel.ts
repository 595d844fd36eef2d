import { parse } from "../../kernel/parse.ts";
import type { Missing } from "../../templates/types.ts";
import type { Channel, Composed, Occasion, Recipient } from "../channel.ts";
import { putPairs } from "../key-values.ts";
import { textMaker } from "../texts.ts";
import { canOpen, canShow } from "./address.ts";
import { type PushContent, pushContent } from "./content.ts";
import { pushChannelKit, pushSpots } from "./kit.ts";
import { pushLane } from "./lane.ts";
import { reachOn } from "./reach.ts";

const skipped = (code: string, reason: string): Composed => ({ skipped: { code, reason } });

function messageOf(
  content: PushContent,
  { texts, missing }: { texts: string[]; missing: readonly Missing[] },
): Composed {
  const [title = "", body = "", image = "", action = "", tag = "", ...values] = texts.map((text) =>
    text.trim(),
  );
  if (title === "" && body === "") {
    return skipped("empty_message", "For this person title and body are both empty.");
  }
  if (image !== "" && !canShow(image)) {
    return skipped("invalid_url", "For this person the image's address is none that begins with https://.");
  }
  if (action !== "" && !canOpen(action)) {
    return skipped("invalid_url", "For this person the click action is no address and no deep link.");
  }
  const data = {};
  putPairs(
    data,
    content.keyValues.map(({ key }) => key),
    values,
  );
  return {
    message: {
      title,
      body,
      ...(image !== "" && { image }),
      ...(action !== "" && { link: action }),
      ...(tag !== "" && { tag }),
      data,
      ttlS: content.ttlS,
    },
    missing,
  };
}

/** A message as a notification on all devices of a person: through Firebase to apps, through Web Push to browsers. */
export const pushChannel: Channel = {
  kit: pushChannelKit,
  open: (given, _settings, surroundings) => {
    const content = parse(pushContent, given);
    const make = textMaker(pushSpots(content));
    return {
      ...reachOn(content.platforms),
      lane: pushLane(content, surroundings?.hasSent ?? false),
      compose: (recipient: Recipient, occasion: Occasion) => {
        const made = make(recipient, occasion);
        return made.skipped ? made : messageOf(content, made);
      },
    };
  },
};
