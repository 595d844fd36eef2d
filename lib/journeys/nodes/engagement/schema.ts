import { z } from "zod";
import type { ChannelId } from "../../../channels/catalog.ts";
import type { ChannelKit } from "../../../channels/kit.ts";
import { frequency } from "../../../delivery/when/frequency.ts";
import { isJsonObject, type JsonObject } from "../../../kernel/json.ts";
import { wait } from "../../clocks.ts";
import { type Exit, type NodeKind, nodeKind } from "../node-kind.ts";
import { textIn } from "../phrases.ts";

const labels = {
  sent: "Sent",
  failed: "Failed",
  viewed: "Viewed",
  clicked: "Clicked",
  unreachable: "Unreachable",
} as const;
export type MessageExit = keyof typeof labels;

/** Contracts §10.2. */
const exitsOf: Record<ChannelId, readonly MessageExit[]> = {
  eventbridge: ["sent"],
  segment: ["sent"],
  webhook: ["sent"],
  push: ["sent", "failed", "clicked", "unreachable"],
  email: ["sent", "failed", "viewed", "clicked", "unreachable"],
};

const frame = z.object({
  connections: z.record(z.string(), z.uuid("Choose an account")).default({}),
  content: z.json(),
  missing: z.enum(["default", "skip", "fail"]).default("fail"),
  ignoreQuiet: z.boolean().default(false).describe("Leaves in Do Not Disturb hours too"),
  frequency: frequency.default({ kind: "every_time" }).describe("How often one person gets it here"),
  waitFor: wait.describe("So long the exits Viewed and Clicked are waited for, where they are drawn"),
});
export type MessageSettings = z.output<typeof frame>;

/** What a pair tells the receiver to do: puts the one that adds a person apart from the one that takes them out. */
function operationIn({ keyValues }: JsonObject): string {
  const pairs = Array.isArray(keyValues) ? keyValues.filter(isJsonObject) : [];
  return textIn(pairs.find(({ key }) => key === "operation")?.value);
}

/** The node that sends one message of a channel. What its content may say is the channel's matter. */
export function engagementKind(kit: ChannelKit): NodeKind<MessageSettings> {
  const exits: Exit[] = exitsOf[kit.id as ChannelId].map((id) => ({
    ...{ id, label: labels[id] },
    // Whether a message is seen is waited for only where that leads somewhere.
    ...((id === "viewed" || id === "clicked") && { linked: true as const }),
  }));
  return nodeKind({
    id: `send_${kit.id}`,
    title: kit.label,
    group: "engagement",
    description: kit.description,
    settings: frame,
    blank: {
      connections: {},
      content: kit.blank,
      missing: "fail",
      ignoreQuiet: false,
      waitFor: { count: 1, unit: "days" },
    },
    exits: () => exits,
    words: ({ content }) => {
      const title = isJsonObject(content)
        ? textIn(content.subject) || textIn(content.title) || textIn(content.url) || operationIn(content)
        : "";
      return title === "" ? `Sends by ${kit.label}` : `Sends by ${kit.label}: ${title}`;
    },
    brings: () => false,
    channel: kit,
  });
}
