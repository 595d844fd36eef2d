import { parse } from "../../kernel/parse.ts";
import type { Channel } from "../channel.ts";
import { reachEverybody } from "../reach.ts";
import { textMaker } from "../texts.ts";
import { webhookContent } from "./content.ts";
import { webhookChannelKit, webhookSpots } from "./kit.ts";
import { webhookLane } from "./lane.ts";
import { requestOf } from "./request.ts";
import { originOf } from "./url.ts";

/** A message as a request to an address of the author's own. */
export const webhookChannel: Channel = {
  kit: webhookChannelKit,
  open: (given) => {
    const content = parse(webhookContent, given);
    const make = textMaker(webhookSpots(content));
    const origin = originOf(content.url);
    return {
      ...reachEverybody,
      lane: webhookLane(content),
      compose: (recipient, occasion) => {
        const texts = make(recipient, occasion);
        if (texts.skipped) {
          return texts;
        }
        const request = requestOf(content, texts.texts, origin);
        return request.skipped ? request : { message: request.made, missing: texts.missing };
      },
    };
  },
};
