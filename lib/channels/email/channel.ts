import { parse } from "../../kernel/parse.ts";
import type { Channel, Occasion, Recipient } from "../channel.ts";
import { type Links, noLinks } from "../links.ts";
import { reachBy } from "../reach.ts";
import { textMaker } from "../texts.ts";
import { composeMail, senderOf } from "./compose-mail.ts";
import { emailContent } from "./content.ts";
import { emailChannelKit, emailSpots } from "./kit.ts";
import { emailLane } from "./lane.ts";

/** What a template finds under `Campaign.unsubscribeUrl`, to place the link itself. */
function withLink(occasion: Occasion, recipient: Recipient, links: Links): Occasion {
  const { variables } = occasion;
  const Campaign = { ...variables.Campaign, unsubscribeUrl: links.unsubscribe(recipient) };
  return { ...occasion, variables: { ...variables, Campaign } };
}

/** A message as an e-mail through a mail server. */
export const emailChannel: Channel = {
  kit: emailChannelKit,
  open: (given, settings, { links } = { links: noLinks }) => {
    const content = parse(emailContent, given);
    const spots = emailSpots(content);
    const make = textMaker(spots);
    const placesLink = spots.some(({ text }) => text.includes("unsubscribeUrl"));
    const sender = senderOf(content, settings);
    return {
      ...reachBy(["email"]),
      lane: emailLane(content),
      compose: (recipient, occasion) => {
        const made = make(recipient, placesLink ? withLink(occasion, recipient, links) : occasion);
        if (made.skipped) {
          return made;
        }
        const { texts, missing } = made;
        const mail = composeMail(content, recipient, { sender, texts, links });
        return mail.skipped ? mail : { message: mail.message, missing };
      },
    };
  },
};
