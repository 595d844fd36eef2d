import type { ComponentType } from "react";
import type { ChannelId } from "@/lib/channels/catalog.ts";
import { EmailEditor } from "./email.tsx";
import { EventbridgeEditor } from "./eventbridge.tsx";
import { PushEditor } from "./push.tsx";
import { SegmentEditor } from "./segment.tsx";
import { WebhookEditor } from "./webhook.tsx";

/** What each channel's content is edited with. */
export const channelEditors: Record<ChannelId, ComponentType> = {
  segment: SegmentEditor,
  eventbridge: EventbridgeEditor,
  webhook: WebhookEditor,
  email: EmailEditor,
  push: PushEditor,
};
