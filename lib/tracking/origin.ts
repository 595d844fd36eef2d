import { type ChannelId, channelKitOf } from "../channels/catalog.ts";
import type { JsonObject } from "../kernel/json.ts";

/** What a message is of. */
export type MessageOrigin = {
  workspaceId: string;
  kind: "campaign" | "journey";
  /** Of the campaign or the journey. */
  id: string;
  /** What reports and events call this run of it, at most 100 characters: `1767000001_20260101`. */
  reference: string;
  channel: ChannelId;
};

/** What system events say of the campaign that they are about, in CleverTap's words (contracts §4.4). */
export function campaignProperties({ kind, id, reference, channel }: MessageOrigin): JsonObject {
  return {
    "Campaign id": reference,
    "Campaign type": channelKitOf(channel).label,
    wzrk_id: reference,
    "CT Source": "Junction",
    ...(kind === "journey" && { "Journey id": id }),
  };
}
