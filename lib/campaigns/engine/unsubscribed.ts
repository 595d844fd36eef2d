import type { ChannelId } from "../../channels/catalog.ts";
import { channels, type ReachChannel } from "../../segments/definition.ts";
import { isUnsubscribed } from "../../segments/sql/field-sql.ts";

const isReachChannel = (channel: string): channel is ReachChannel =>
  (channels as readonly string[]).includes(channel);

/** SQL: whether a person `p` unsubscribed from a channel; of those that only machines read nobody can. */
export function unsubscribedSql(channel: ChannelId | ReachChannel): string {
  return isReachChannel(channel) ? isUnsubscribed(channel) : "false";
}
