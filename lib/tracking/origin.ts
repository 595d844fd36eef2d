import { type ChannelId, channelKitOf } from "../channels/catalog.ts";
import type { JsonObject } from "../kernel/json.ts";

/** Of a test of a draft: what is done with such a message counts nowhere. */
export const TEST_REFERENCE = "test";

/** What a message is of. */
export type MessageOrigin = {
  workspaceId: string;
  kind: "campaign" | "journey";
  /** Of the campaign or the journey. */
  id: string;
  /** What reports and events call this run of it, at most 100 characters: `1767000001_20260101`, or `TEST_REFERENCE`. */
  reference: string;
  channel: ChannelId;
};

/** What a campaign or a journey is called, as it stands when somebody looks at its message. */
export type OriginNames = { name: string; labels: string[] };

/** What the events of messages say besides, as the one of their sending did; nothing of one that is gone. */
export function namesOfOrigin({ kind }: MessageOrigin, names: OriginNames | null): JsonObject {
  if (!names) {
    return {};
  }
  const { name, labels } = names;
  const journey = kind === "journey" && { "Journey name": name };
  return { "Campaign name": name, "Campaign labels": labels, ...journey };
}

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
