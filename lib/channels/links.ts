import type { Recipient } from "./channel.ts";

/** Links of a message that lead to Junction, which then knows who followed them. They are made by whoever sends it. */
export type Links = {
  /** The address of a picture that tells that a message was opened. */
  open(recipient: Recipient): string;
  /** The address that leads to `url` and tells that it was followed. */
  click(recipient: Recipient, url: string): string;
  /** Where this person ends messages by this channel. */
  unsubscribe(recipient: Recipient): string;
};

/** What a channel is opened in, beside its content and its connection. */
export type Surroundings = {
  links: Links;
  /** Messages of the same run have left before by the same account: it is not the wrong one. */
  hasSent?: boolean;
};

/** For previews and tests: nothing is told, and the link to unsubscribe leads nowhere (RFC 2606). */
export const noLinks: Links = {
  open: () => "https://unsubscribe.invalid/open",
  click: (_recipient, url) => url,
  unsubscribe: () => "https://unsubscribe.invalid/",
};
