import { Fault } from "../kernel/fault.ts";
import { emailChannelKit } from "./email/kit.ts";
import { eventbridgeChannelKit } from "./eventbridge/kit.ts";
import type { ChannelKit } from "./kit.ts";
import { pushChannelKit } from "./push/kit.ts";
import { segmentChannelKit } from "./segment/kit.ts";
import { webhookChannelKit } from "./webhook/kit.ts";

/** Every channel by its id, safe for the browser. A new one is entered here and in `channels`. */
export const channelKits = {
  segment: segmentChannelKit,
  eventbridge: eventbridgeChannelKit,
  webhook: webhookChannelKit,
  push: pushChannelKit,
  email: emailChannelKit,
} as const satisfies Record<string, ChannelKit>;

export type ChannelId = keyof typeof channelKits;

export const channelIds = Object.keys(channelKits) as [ChannelId, ...ChannelId[]];

/** Whether the catalogue holds a channel of this id. */
export function isChannelId(id: string): id is ChannelId {
  return Object.hasOwn(channelKits, id);
}

/** The kit of a channel. Throws `not_found` for an id that the catalogue does not hold. */
export function channelKitOf(id: string): ChannelKit {
  if (!isChannelId(id)) {
    throw new Fault("not_found", `There is no channel "${id}" in the catalogue.`);
  }
  return channelKits[id];
}
