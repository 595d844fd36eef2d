import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { sandboxFaults } from "./faults.ts";

export const sandboxAccountId = z.object({
  id: z
    .uuid()
    .describe(
      "A connection, whose key is the sandbox's account; or the workspace, for its account for webhooks",
    ),
});
export type SandboxAccountId = z.output<typeof sandboxAccountId>;

export const setSandboxFaults = z.object({
  id: z.uuid(),
  faults: sandboxFaults.describe("An empty object switches all faults off"),
});
export type SetSandboxFaults = z.output<typeof setSandboxFaults>;

export const setSandboxRule = z.object({
  id: z.uuid(),
  audienceId: z
    .uuid()
    .describe("An audience that is called in for: the rule calls with a key of it, made for the rule"),
});
export type SetSandboxRule = z.output<typeof setSandboxRule>;

export const sandboxRuleView = z.object({
  audienceId: z.string(),
  audienceName: z.string().nullable().describe("Whose key it calls with; null: that audience was deleted"),
  delivered: z.number().describe("Events that were passed on and taken"),
  waiting: z.number().describe("Events that are to be tried, or tried again"),
  failed: z.number().describe("Events that were refused, or given up after a day"),
});
export type SandboxRuleView = z.output<typeof sandboxRuleView>;

export const listSandboxMessages = z.object({
  id: z.uuid(),
  search: z.string().max(200).default("").describe("Part of the messageId or of the body"),
  ...pageInput,
});
export type ListSandboxMessages = z.output<typeof listSandboxMessages>;

export const sandboxMessageId = z.object({
  id: z.uuid(),
  messageId: z
    .string()
    .regex(/^\d{1,18}$/, "not the id of a message")
    .describe("`id` of the message in the list"),
});
export type SandboxMessageId = z.output<typeof sandboxMessageId>;

export const sandboxAccountView = z.object({
  id: z.string().describe("The connection; of the account for webhooks, the workspace"),
  partner: z.string(),
  partnerName: z.string(),
  nickname: z.string(),
  last4: z.string(),
  host: z.string(),
  address: z
    .string()
    .nullable()
    .describe("Where webhooks may be sent to; null where a connection leads there"),
  usesSandbox: z.boolean().describe("False where the connection's records go to the real partner"),
  keeps: z
    .array(z.enum(["users", "audiences"]))
    .describe("What this partner keeps besides the records that came"),
  mayHaveRule: z.boolean().describe("Whether a rule can pass on what comes"),
  rule: sandboxRuleView
    .nullable()
    .describe("The workspace's rule, which passes on what comes to its audiences"),
  faults: sandboxFaults,
  faultNote: z.string().nullable().describe("What the faults look like where they are no answers over HTTP"),
  requests: z.number(),
  refused: z.number().describe("Requests answered with anything but success"),
  messages: z.number().describe("Distinct messages accepted"),
  repeats: z.number().describe("Further copies of messages that were there already"),
  differing: z.number().describe("Copies that came with another body"),
  dropped: z.number().describe("Messages that the partner drops although it answers with success"),
  lastSeenAt: instant.nullable(),
});
export type SandboxAccountView = z.output<typeof sandboxAccountView>;

export const sandboxOverview = z.object({
  address: z.string().nullable().describe("Where the sandbox listens; null when no connection points to one"),
  items: z.array(sandboxAccountView),
});
export type SandboxOverview = z.output<typeof sandboxOverview>;

export const sandboxMessageView = z.object({
  id: z.string(),
  messageId: z.string(),
  receivedAt: instant,
  kind: z.string().describe("Type of the call"),
  name: z.string().describe("What it is about: an event, a page, the properties that it sets"),
  person: z.string().describe("Whom it is about"),
  copies: z.number(),
  differing: z.number(),
  problem: z.string().nullable(),
  passedOn: z
    .object({
      state: z.enum(["waiting", "delivered", "failed"]),
      tries: z.number(),
      status: z.number().nullable().describe("Of the last try; null when nobody answered in time"),
      answer: z.string().describe("How the answer to the last try begins"),
      nextAt: instant.nullable(),
    })
    .nullable()
    .describe("What became of it on its way through the workspace's rule"),
});
export type SandboxMessageView = z.output<typeof sandboxMessageView>;
export const sandboxMessagePage = pageOf(sandboxMessageView);

export const sandboxMessageDetail = sandboxMessageView.extend({ body: z.json() });
export type SandboxMessageDetail = z.output<typeof sandboxMessageDetail>;

export const listSandboxUsers = z.object({
  id: z.uuid(),
  property: z.string().max(200).default("").describe("With `value`: only users who have this property"),
  value: z
    .string()
    .max(1_000)
    .default("")
    .describe("What the property equals; a list of values matches when it holds this one"),
  ...pageInput,
});
export type ListSandboxUsers = z.output<typeof listSandboxUsers>;

export const sandboxUserView = z.object({
  identity: z.string(),
  properties: z.record(z.string(), z.json()),
  createdAt: instant,
  updatedAt: instant,
});
export type SandboxUserView = z.output<typeof sandboxUserView>;

export const sandboxUserPage = pageOf(sandboxUserView).extend({
  total: z.number().describe("All users that match, whatever the page"),
});
export type SandboxUserPage = z.output<typeof sandboxUserPage>;

export const listSandboxEvents = z.object({
  id: z.uuid(),
  identity: z.string().max(1_100).default("").describe("Only those of this user"),
  ...pageInput,
});
export type ListSandboxEvents = z.output<typeof listSandboxEvents>;

export const sandboxEventView = z.object({
  id: z.string(),
  identity: z.string().describe("Identity or object ID of the user"),
  name: z.string(),
  at: instant.describe("When it happened, by the record itself or by the upload"),
  properties: z.record(z.string(), z.json()),
  receivedAt: instant,
});
export type SandboxEventView = z.output<typeof sandboxEventView>;
export const sandboxEventPage = pageOf(sandboxEventView);
export type SandboxEventPage = z.output<typeof sandboxEventPage>;

export const sandboxAudiences = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      identifier: z.string().describe("The column of the file that names the users"),
      fileName: z.string(),
      rows: z.number(),
      createdAt: instant,
    }),
  ),
});
export type SandboxAudiences = z.output<typeof sandboxAudiences>;

/** The body of a mail that came, as the sandbox keeps it. */
export const sandboxMail = z.object({
  from: z.string(),
  to: z.string(),
  replyTo: z.string().optional(),
  subject: z.string(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
  headers: z.record(z.string(), z.string()),
  html: z.string().nullable(),
  text: z.string().nullable(),
});
export type SandboxMail = z.output<typeof sandboxMail>;
