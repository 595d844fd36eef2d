import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import { triggerLimits } from "./limits.ts";
import { recipientVerdict } from "./recipient-verdict.ts";

/* The bodies of External Trigger as schemas, for the API's document. They say what read-call.ts takes. */

const people = (what: string) =>
  z
    .array(z.union([z.string().max(triggerLimits.idChars).regex(/\S/), z.number()]))
    .optional()
    .describe(what);
const campaignId = z.union([z.string().regex(/^[1-9]\d{0,17}$/), z.number().int().min(1)]);

const shared = {
  to: z
    .object({
      identity: people("User IDs"),
      email: people("E-mails, in any case"),
      objectId: people("Anonymous IDs, or device IDs"),
    })
    .describe(
      "At least one list with somebody in it; 1,000 people in all at most. All of them get the same payload.",
    ),
  ExternalTrigger: z
    .looseObject({})
    .optional()
    .describe(
      "What the texts of the campaign can speak of. Leaf values are texts in CleverTap's contract; numbers, booleans and null are taken too. At most 128 KB and 10 levels.",
    ),
};

export const triggerBodies = {
  "1": z.object({
    ...shared,
    campaign_id: campaignId.describe(
      "The Campaign ID, which a campaign gets when it is published. It works at once.",
    ),
  }),
  "2": z.object({
    ...shared,
    campaign_id_list: z
      .array(campaignId)
      .min(1)
      .max(triggerLimits.campaigns)
      .describe("Campaign IDs: each of these campaigns sends its message to all of them"),
  }),
} as const;

const recipients = z
  .array(recipientVerdict)
  .describe(
    "One for each person and campaign. Codes of those refused: not_found, not_qualified, duplicate, window (the campaign has not begun or is over), stopped",
  );
const receipt = z.uuid().describe("Follow it to delivery at /api/v1/receipts/{id}, for 30 days");

/** What a call is told that was written down; HTTP 200 both times, so that `status` is what to test. */
export const triggerAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("success").describe("Somebody was queued, and that is on the disk"),
    message: z.literal("Added to queue for processing"),
    receipt,
    recipients,
  }),
  z.object({
    status: z.literal("fail").describe("Nobody was queued"),
    error: z.string(),
    receipt,
    recipients,
  }),
]);

export const triggerFailure = z.object({
  status: z.literal("fail"),
  code: z.number().int().describe("The HTTP status"),
  error: z.string().describe("What is wrong; it names the field"),
});

const order = {
  OrderId: "ord-77",
  Lines: [{ title: "Shoe", prices: [{ label: "Tax", amount: "4.50" }] }],
};
export const triggerExamples: Record<keyof typeof triggerBodies, JsonObject> = {
  "1": { to: { identity: ["cust-1001", "cust-1002"] }, campaign_id: "1767000001", ExternalTrigger: order },
  "2": {
    to: { email: ["asha@example.com"] },
    campaign_id_list: [1767000001, 1767000002],
    ExternalTrigger: { Title: "Hi" },
  },
};
