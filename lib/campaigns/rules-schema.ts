import { z } from "zod";
import { channelIds } from "../channels/catalog.ts";

/** Contracts §10.5: at most N messages in X days over all campaigns of a channel, and a rest between two of them. */
export const channelLimit = z.object({
  messages: z.number("Give a number").int().min(1, "At least 1").max(1_000, "At most 1,000"),
  days: z.number("Give a number").int().min(1, "At least 1").max(90, "At most 90 days"),
  dwellMinutes: z
    .number("Give a number")
    .int()
    .min(15, "At least 15 minutes")
    .max(10_080, "At most 7 days")
    .nullable()
    .default(null)
    .describe("So long after one message the next may go out"),
});
export type ChannelLimit = z.output<typeof channelLimit>;

/** What holds for all campaigns of a workspace. */
export const campaignRules = z.object({
  approval: z.boolean().describe("A campaign is published only when another member approves it"),
  limits: z.partialRecord(z.enum(channelIds), channelLimit).describe("Global campaign limits, by channel"),
});
export type CampaignRules = z.output<typeof campaignRules>;

export const campaignRulesView = campaignRules.extend({
  approvers: z
    .number()
    .describe(
      "Members who may publish: with fewer than two, nobody else could approve what one of them asks for",
    ),
});
export type CampaignRulesView = z.output<typeof campaignRulesView>;
