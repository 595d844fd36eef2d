import { z } from "zod";
import { line } from "../access/fields.ts";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { channelIds } from "../channels/catalog.ts";
import { qualifications } from "../channels/kit.ts";
import { reachWays } from "../segments/definition.ts";
import { campaignDraft, sections } from "./document.ts";
import { recipientVerdict } from "./external/recipient-verdict.ts";
import { campaignStatuses, runStatuses } from "./statuses.ts";
import { comparison, share } from "./uplift.ts";
import { deliveryStatuses, verdictCodes } from "./verdicts.ts";

const id = z.uuid();
const campaignName = line("a name", 120);
const labels = z.array(line("a label", 40)).max(10, "At most 10 labels");

export const campaignOf = z.object({ id });
export type CampaignOf = z.output<typeof campaignOf>;

export const createCampaign = z.object({
  channel: z.enum(channelIds),
  qualification: z.enum(qualifications).optional().describe("The channel's first one unless told"),
  name: campaignName.optional().describe("Unless told, one after the channel and the day"),
});
export type CreateCampaign = z.output<typeof createCampaign>;

export const updateCampaign = z.object({
  id,
  version: z
    .number()
    .int()
    .describe("The version that the change is based on; 409 when it is no longer the newest"),
  name: campaignName.optional(),
  labels: labels.optional(),
  draft: campaignDraft.optional(),
  secrets: z
    .record(z.string().max(200), z.string().max(4_000).nullable())
    .optional()
    .describe("Values that are kept sealed and never shown, by the channel's keys; null forgets one"),
});
export type UpdateCampaign = z.output<typeof updateCampaign>;

export const listCampaigns = z.object({
  search: z.string().trim().max(120).default("").describe("Part of the name or a label, or a Campaign ID"),
  status: z.enum(campaignStatuses).optional(),
  channel: z.enum(channelIds).optional(),
  qualification: z.enum(qualifications).optional(),
  state: z.enum(["active", "archived"]).default("active"),
  sort: z.enum(["newest", "name", "next_run"]).default("newest"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListCampaigns = z.output<typeof listCampaigns>;

const problem = z.object({
  path: z.string(),
  field: z.string(),
  message: z.string(),
  section: z.enum(sections),
});
export type CampaignProblem = z.output<typeof problem>;

const may = z.object({ allowed: z.boolean(), reason: z.string().optional() });
const counts = z.object({
  qualified: z.number().describe("Everybody who came to a verdict or waits for one"),
  waiting: z.number(),
  sent: z.number(),
  failed: z.number(),
  held: z.number(),
  control: z.number().describe("Of those held, the control groups' people"),
  viewed: z.number(),
  clicked: z.number(),
  converted: z.number().describe("Of those sent"),
});
export type CampaignCounts = z.output<typeof counts>;

export const campaignRow = z.object({
  id,
  number: z.string().nullable().describe("The Campaign ID, once it is published"),
  name: z.string(),
  labels: z.array(z.string()),
  channel: z.enum(channelIds),
  qualification: z.enum(qualifications),
  status: z.enum(campaignStatuses),
  reason: z.string().nullable().describe("Why it is held, ended or refused"),
  waiting: z.string().nullable().describe("Why it does not proceed at the moment"),
  runs: z.number(),
  nextRunAt: instant.nullable(),
  lastRunAt: instant.nullable(),
  sent: z.number(),
  failed: z.number(),
  createdBy: z.string(),
  createdAt: instant,
  changedAt: instant,
  archivedAt: instant.nullable(),
  stoppedBy: z
    .string()
    .nullable()
    .describe("Who stopped it; null of one that is STOPPED: it could not go on, and `reason` says why"),
});
export type CampaignRow = z.output<typeof campaignRow>;
export const campaignPage = z.object({
  items: z.array(campaignRow),
  page: z.number(),
  perPage: z.number(),
  total: z.number(),
});
export type CampaignPage = z.output<typeof campaignPage>;

export const campaignView = campaignRow.extend({
  draft: campaignDraft.describe("What is edited; of a published campaign, what runs"),
  version: z.number(),
  secrets: z.array(z.string()).describe("Keys of the values that are kept sealed"),
  problems: z.array(problem).describe("What keeps it from being published; empty: it may be"),
  nextRuns: z.array(instant).describe("The next three, as the draft says"),
  counts,
  publishedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
  requestedBy: z.string().nullable().describe("Who asked for approval"),
  rejectedBy: z.string().nullable().describe("Who refused it, of one that was rejected"),
  changedSegments: z
    .array(z.object({ id, name: z.string(), by: z.string(), at: instant }))
    .describe("Saved segments that it names and whose definition was changed since approval was asked for"),
  endsAt: instant.nullable(),
  endedAt: instant.nullable(),
  approval: z.boolean().describe("The workspace demands that another member approves"),
  may: z.object({
    edit: may,
    publish: may,
    approve: may,
    stop: may,
    release: may.describe("Let a held run go on"),
    archive: may,
  }),
});
export type CampaignView = z.output<typeof campaignView>;

export const reachOfCampaign = z.object({ id });
export const campaignReach = z.object({
  qualify: z.number().nullable().describe("null where nobody is meant before something happens"),
  reachable: z.number().nullable().describe("Of those, who can be reached by this channel"),
  control: z.number().nullable().describe("Of those, who are held back"),
  gets: z.number().nullable().describe("Who would get it now"),
  of: z.number().describe("All people of the workspace"),
  way: z.enum(reachWays).nullable(),
  exceeds: z.boolean().describe("More than the safety limit: the run would be held"),
});
export type CampaignReach = z.output<typeof campaignReach>;

export const previewCampaign = z.object({
  id,
  person: z.string().max(300).optional().describe("A person's id, user ID, e-mail or phone; else somebody"),
  event: z.record(z.string(), z.json()).optional().describe("Properties of the event that `Event` speaks of"),
  payload: z.record(z.string(), z.json()).optional().describe("What `ExternalTrigger` speaks of"),
});
export type PreviewCampaign = z.output<typeof previewCampaign>;
const missing = z.object({ path: z.string(), line: z.number(), column: z.number() });
export const campaignPreview = z.object({
  person: z
    .object({ id, name: z.string().nullable(), userId: z.string().nullable(), email: z.string().nullable() })
    .nullable()
    .describe("null: nobody is known; the texts are made for somebody of whom nothing is"),
  texts: z.array(
    z.object({
      path: z.string(),
      label: z.string(),
      context: z.enum(["text", "html", "json", "url"]),
      text: z.string().nullable(),
      missing: z.array(missing),
      stopped: z.string().nullable().describe("Why no text is made"),
    }),
  ),
  skipped: z
    .object({ code: z.string(), reason: z.string() })
    .nullable()
    .describe("Why this person would get none"),
  message: z.json().nullable().describe("What would leave"),
  variables: z.array(z.object({ path: z.string(), object: z.string(), hasDefault: z.boolean() })),
});
export type CampaignPreview = z.output<typeof campaignPreview>;

export const testSend = z.object({
  id,
  people: z.array(z.string().min(1).max(300)).min(1, "Choose a person").max(10, "At most 10 people"),
  event: z.record(z.string(), z.json()).optional(),
  payload: z.record(z.string(), z.json()).optional(),
});
export type TestSend = z.output<typeof testSend>;
export const testSendResult = z.object({
  results: z.array(
    z.object({
      person: z.string(),
      ok: z.boolean(),
      code: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type TestSendResult = z.output<typeof testSendResult>;

export const decideApproval = z.object({
  id,
  version: z.number().int(),
  reason: z.string().max(500).optional(),
});

export const runOf = z.object({ id, runId: id });
export const campaignRunView = z.object({
  id,
  number: z.number(),
  reference: z.string(),
  kind: z.enum(["batch", "live"]),
  status: z.enum(runStatuses),
  stage: z.enum(["qualify", "send"]),
  reason: z.string().nullable(),
  waiting: z.string().nullable(),
  version: z.number(),
  qualified: z.number(),
  sent: z.number(),
  failed: z.number(),
  held: z.number(),
  waitingPeople: z.number(),
  leftOut: z
    .object({
      cutOff: z.number().describe("Their cut-off time has passed, or does in their quiet hours"),
      quiet: z.number().describe("Their Do Not Disturb hours discard it"),
    })
    .nullable()
    .describe("Of a held run: who of those waiting gets nothing if it is let go at this moment"),
  plannedAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type CampaignRunView = z.output<typeof campaignRunView>;
export const listCampaignRuns = z.object({ id, ...pageInput });
export const campaignRunPage = pageOf(campaignRunView);

export const reportOf = z.object({ id, runId: id.optional() });
export type ReportOf = z.output<typeof reportOf>;
export const campaignReport = z.object({
  counts,
  verdicts: z
    .array(
      z.object({
        status: z.enum(deliveryStatuses),
        code: z.enum(verdictCodes).nullable(),
        label: z.string(),
        why: z.string(),
        people: z.number(),
      }),
    )
    .describe("Each outcome by name, those that occurred"),
  overTime: z.array(
    z.object({
      at: instant,
      sent: z.number(),
      failed: z.number(),
      held: z.number(),
      viewed: z.number(),
      clicked: z.number(),
      converted: z.number(),
    }),
  ),
  step: z.enum(["hour", "day"]),
  goal: z
    .object({ sent: share, ...comparison })
    .nullable()
    .describe("People, each once however many messages it were; null without a goal"),
});
export type CampaignReport = z.output<typeof campaignReport>;

export const recipientsAsked = z.object({
  id,
  runId: id.optional(),
  status: z.enum(deliveryStatuses).optional(),
  code: z.enum(verdictCodes).optional(),
  did: z
    .enum(["viewed", "clicked", "converted"])
    .optional()
    .describe(
      "converted: of those who got it; with the code control_group, of those held back to compare with",
    ),
  reachable: z.enum(["yes", "no"]).optional().describe("Whether the channel can reach them"),
  search: z.string().trim().max(300).default("").describe("A person's user ID, e-mail, phone or id"),
});
export type RecipientsAsked = z.output<typeof recipientsAsked>;
export const listRecipients = recipientsAsked.extend(pageInput);
export type ListRecipients = z.output<typeof listRecipients>;
const outcomeRow = z.object({
  personId: id,
  runId: id,
  runNumber: z.number(),
  status: z.enum(deliveryStatuses),
  code: z.enum(verdictCodes).nullable(),
  label: z.string(),
  why: z.string(),
  reason: z.string().nullable().describe("What was said of this person, where something was"),
  at: instant,
  dueAt: instant.nullable().describe("waiting: not before"),
  decidedAt: instant.nullable(),
  viewedAt: instant.nullable(),
  clickedAt: instant.nullable(),
  convertedAt: instant.nullable(),
  worth: z
    .number()
    .nullable()
    .describe(
      "What that conversion is worth, as the goal's property says it (no currency); null: it names none",
    ),
  messageId: z.string(),
});
export type OutcomeRow = z.output<typeof outcomeRow>;
export const recipientRow = outcomeRow.extend({
  name: z.string().nullable(),
  userId: z.string().nullable(),
  email: z.string().nullable(),
});
export type RecipientRow = z.output<typeof recipientRow>;
export const recipientPage = pageOf(recipientRow);

export const listPersonMessages = z.object({ id, ...pageInput });
export type ListPersonMessages = z.output<typeof listPersonMessages>;
const personMessage = outcomeRow.extend({
  campaignId: id,
  campaign: z.string(),
  channel: z.enum(channelIds),
});
export type PersonMessage = z.output<typeof personMessage>;
export const personMessagePage = pageOf(personMessage);
export type PersonMessagePage = z.output<typeof personMessagePage>;

export const checkRecipient = z.object({ id, person: z.string().min(1).max(300) });
export type CheckRecipient = z.output<typeof checkRecipient>;
export const recipientCheck = z.object({
  person: z
    .object({ id, name: z.string().nullable(), userId: z.string().nullable(), email: z.string().nullable() })
    .nullable()
    .describe("null: nobody is known by this"),
  answer: z.string().describe("In a sentence"),
  deliveries: z.array(recipientRow).describe("Newest first, at most 20"),
  now: z
    .array(
      z.object({
        check: z.string(),
        passes: z.boolean().nullable().describe("null: it cannot be told before it happens"),
        detail: z.string(),
      }),
    )
    .describe("What would decide it if the campaign ran at this moment, in order"),
});
export type RecipientCheck = z.output<typeof recipientCheck>;

export const triggerHelp = z.object({
  keys: z.array(z.object({ path: z.string(), hasDefault: z.boolean() })),
  schema: z.json().describe("JSON Schema of the body"),
  sample: z.json(),
  curl: z.string(),
});
export type TriggerHelp = z.output<typeof triggerHelp>;

export const triggerCallRow = z.object({
  id,
  at: instant,
  status: z.number(),
  error: z.string().nullable(),
  queued: z.number(),
  refused: z.number(),
  recipients: z.array(recipientVerdict).describe("At most the first 100"),
  payload: z.json(),
});
export type TriggerCallRow = z.output<typeof triggerCallRow>;
export const listTriggerCalls = z.object({
  id,
  only: z.enum(["all", "refused"]).default("all"),
  ...pageInput,
});
export const triggerCallPage = pageOf(triggerCallRow);

export const receiptOf = z.object({ id });
export const receiptView = z.object({
  id,
  at: instant,
  queued: z.number(),
  refused: z.number(),
  recipients: z.array(
    recipientVerdict.extend({
      status: z.enum(deliveryStatuses).nullable().describe("null where it was refused"),
      decidedAt: instant.nullable(),
    }),
  ),
});
export type ReceiptView = z.output<typeof receiptView>;
