import { z } from "zod";

/** What an External Trigger call was told of one recipient and one campaign, as the call's row keeps it. */
export const recipientVerdict = z.object({
  by: z.enum(["identity", "email", "objectId"]),
  value: z.string(),
  campaignId: z.string().describe("The Campaign ID of the call"),
  verdict: z.enum(["queued", "refused"]),
  code: z.string().nullable(),
  reason: z.string().nullable(),
});
export type RecipientVerdict = z.output<typeof recipientVerdict>;

/** The same with the person who was found. */
export const keptVerdict = recipientVerdict.extend({ personId: z.uuid().nullable().default(null) });
export type KeptVerdict = z.output<typeof keptVerdict>;
