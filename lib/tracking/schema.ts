import { z } from "zod";
import { instant } from "../api/paging.ts";

export const linkToken = z.object({ token: z.string() });
export type LinkToken = z.output<typeof linkToken>;

export const clickedLink = linkToken.extend({ userAgent: z.string().nullable() });
export type ClickedLink = z.output<typeof clickedLink>;

export const unsubscribeBy = linkToken.extend({
  /** one_click: the mail program's own button (RFC 8058); link: the page's. */
  by: z.enum(["link", "one_click"]),
});
export type UnsubscribeBy = z.output<typeof unsubscribeBy>;

/** What the page behind an unsubscribe link shows; no more than who holds the link knows. */
export type UnsubscribeView = {
  channelLabel: string;
  /** The first letter of the address and its domain; null where there is none, or nobody any more. */
  address: string | null;
  subscribed: boolean;
  /** False where the sender's own data say that the person wants none, which nobody can take back here. */
  mayResubscribe: boolean;
};

export const personSubscriptions = z.object({
  items: z.array(
    z.object({
      channel: z.string(),
      label: z.string(),
      subscribed: z.boolean(),
      at: instant.nullable().describe("Since when somebody said that the person wants no messages"),
      reason: z
        .string()
        .nullable()
        .describe(
          "link, one_click (the mail program's own button), member, or property (of the profile alone)",
        ),
      by: z.string().nullable().describe("The member who did it; null: the person"),
      property: z
        .string()
        .nullable()
        .describe("The property of the profile that says so, whatever else does"),
    }),
  ),
});
export type PersonSubscriptions = z.output<typeof personSubscriptions>;

export const subscriptionsOfPerson = z.object({ id: z.uuid().describe("The person") });
export type SubscriptionsOfPerson = z.output<typeof subscriptionsOfPerson>;

export const setSubscription = z.object({
  id: z.uuid().describe("The person"),
  channel: z.string().max(50),
  subscribed: z.boolean(),
});
export type SetSubscription = z.output<typeof setSubscription>;
