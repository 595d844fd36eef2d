import { type ChannelId, channelKitOf } from "./catalog.ts";
import type { Channel } from "./channel.ts";
import { emailChannel } from "./email/channel.ts";
import { eventbridgeChannel } from "./eventbridge/channel.ts";
import { pushChannel } from "./push/channel.ts";
import { segmentChannel } from "./segment/channel.ts";
import { webhookChannel } from "./webhook/channel.ts";

/** The server side of every channel in the catalogue. */
export const channels: Record<ChannelId, Channel> = {
  segment: segmentChannel,
  eventbridge: eventbridgeChannel,
  webhook: webhookChannel,
  push: pushChannel,
  email: emailChannel,
};

/** A channel by its id. Throws `not_found` for one that the catalogue does not hold. */
export function channelOf(id: string): Channel {
  return channels[channelKitOf(id).id as ChannelId];
}
