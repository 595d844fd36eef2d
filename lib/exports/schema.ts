import { z } from "zod";
import { calendarDay } from "../access/fields.ts";
import { partnerIds } from "../partners/catalog.ts";
import { identifierKinds } from "../partners/kit.ts";
import { dataTypes } from "./data-types.ts";
import { everyHoursChoices, frequencies, rangeKinds } from "./frequencies.ts";

export const exportStatuses = ["PENDING", "RUNNING", "DONE", "STOPPED"] as const;
export const exportOutcomes = ["accepted", "partly", "refused", "stopped", "failed"] as const;
export const runTriggers = ["first", "schedule", "live", "retry"] as const;
export const formats = ["JSON"] as const;
export const perPageChoices = [10, 20, 30, 40] as const;

const date = calendarDay("Enter a date as YYYY-MM-DD");
const id = z.uuid();
/** A parameter that may be repeated in a query, or given once, or as a list separated by commas. */
function many<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (typeof value === "string" ? value.split(",").filter((part) => part !== "") : value),
    z.array(item).max(50).default([]),
  );
}

/** Which days a one-time export covers, as the user chose them; days of the workspace's time zone, both included. */
export const exportRange = z.object({
  kind: z.enum(rangeKinds),
  date: date.optional().describe("The day, for the kind `day`"),
  from: date.optional().describe("First day, for the kind `range`"),
  to: date.optional().describe("Last day, for the kind `range`"),
});
export type ExportRange = z.output<typeof exportRange>;

const eventNames = z.array(z.string().trim().min(1).max(300)).max(500);
const identifierPriority = z.array(z.enum(identifierKinds)).max(3, "Choose at most three identifiers");

export const createExport = z.object({
  connectionId: id,
  dataType: z.enum(dataTypes),
  eventNames: eventNames.default([]).describe("For `selected`: the events to export"),
  identifierPriority: identifierPriority
    .default([])
    .describe("Which identifier is sent as the known one, first found first; empty: as the connection says"),
  format: z.enum(formats).default("JSON"),
  frequency: z.enum(frequencies),
  everyHours: z.coerce
    .number()
    .refine((hours) => everyHoursChoices.some((choice) => choice === hours), "Choose 4, 6, 8, 12 or 24 hours")
    .optional()
    .describe("For `recurring`: 4, 6, 8, 12 or 24"),
  range: exportRange.optional().describe("For `one_time`: what to cover"),
  date: date
    .optional()
    .describe("Date to export data, from 12:00 a.m. in the workspace's time zone; today unless told"),
});
export type CreateExport = z.output<typeof createExport>;

export const editExport = z.object({
  id,
  version: z.coerce.number().int().optional().describe("The version that the edit is based on"),
  dataType: z.enum(dataTypes).optional(),
  eventNames: eventNames.optional(),
  identifierPriority: identifierPriority.optional(),
  frequency: z.enum(frequencies).optional(),
  everyHours: createExport.shape.everyHours,
  date: date.optional().describe("From when a changed frequency counts; today unless told"),
});
export type EditExport = z.output<typeof editExport>;

export const exportSorts = ["exportedOn", "lastRun", "nextRun", "accepted", "rejected"] as const;

export const listExports = z.object({
  partner: many(z.enum(partnerIds)),
  dataType: many(z.enum(dataTypes)),
  format: many(z.enum(formats)),
  status: many(z.enum(exportStatuses)),
  frequency: many(z.enum(frequencies)),
  connectionId: many(id),
  exportedFrom: date.optional(),
  exportedTo: date.optional(),
  search: z.string().trim().max(200).default("").describe("Part of the nickname"),
  sort: z.enum(exportSorts).default("exportedOn"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce
    .number()
    .refine((size) => perPageChoices.some((choice) => choice === size), "Choose 10, 20, 30 or 40")
    .default(20),
});
export type ListExports = z.output<typeof listExports>;

const permission = z.object({
  allowed: z.boolean(),
  reason: z.string().nullable().describe("Why not, in words"),
});

const progress = {
  percent: z.number().nullable().describe("0 to 100; null while the total is not known"),
  ratePerS: z.number().nullable().describe("Records a second of late"),
  secondsLeft: z.number().nullable(),
  waiting: z.string().nullable().describe("Why it does not proceed at the moment"),
};

export const exportRow = z.object({
  id,
  connectionId: id,
  partner: z.string(),
  partnerName: z.string(),
  nickname: z.string(),
  dataType: z.enum(dataTypes),
  eventNames: z.array(z.string()),
  format: z.string(),
  frequency: z.enum(frequencies),
  everyHours: z.number().nullable(),
  status: z.enum(exportStatuses),
  outcome: z.enum(exportOutcomes).nullable(),
  outcomeReason: z.string().nullable(),
  ...progress,
  exportedOn: z.string(),
  startAt: z.string(),
  lastRunAt: z.string().nullable(),
  nextRunAt: z.string().nullable(),
  accepted: z.number(),
  rejected: z.number(),
  createdBy: z.string(),
  stoppedBy: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  version: z.number(),
  may: z.object({ view: permission, edit: permission, stop: permission }),
});
export type ExportRow = z.output<typeof exportRow>;

export const exportView = exportRow.extend({
  identifierPriority: z.array(z.enum(identifierKinds)),
  range: exportRange.nullable(),
  rangeFrom: z.string().nullable(),
  rangeTo: z.string().nullable(),
  timeZone: z.string(),
});
export type ExportView = z.output<typeof exportView>;

export const exportPage = z.object({
  items: z.array(exportRow),
  page: z.number(),
  perPage: z.number(),
  total: z.number(),
  totalIsCapped: z.boolean().describe("True when there are more than `total`"),
});

export const runView = z.object({
  id,
  exportId: id,
  number: z.number(),
  trigger: z.enum(runTriggers),
  status: z.enum(exportStatuses),
  outcome: z.enum(exportOutcomes).nullable(),
  outcomeReason: z.string().nullable(),
  ...progress,
  expected: z.number().nullable(),
  read: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  retried: z.number().describe("Requests that had to be sent again"),
  bytes: z.number(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
});
export type RunView = z.output<typeof runView>;

export const runDetail = runView.extend({
  batches: z.number(),
  bucketSeconds: z.number(),
  rate: z.array(
    z.object({ at: z.string(), accepted: z.number(), rejected: z.number(), requests: z.number() }),
  ),
});
export type RunDetail = z.output<typeof runDetail>;

export const runOf = z.object({ id, runId: id });
export const exportOf = z.object({ id });

export const listRuns = z.object({
  id,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
/** The newest runs of a connection's exports, with what each export carries. */
export const listConnectionRuns = z.object({
  id: id.describe("A connection"),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type ListConnectionRuns = z.output<typeof listConnectionRuns>;
export const connectionRuns = z.object({
  items: z.array(runView.extend({ dataType: z.enum(dataTypes), eventNames: z.array(z.string()) })),
});
export type ConnectionRuns = z.output<typeof connectionRuns>;
export const runPage = z.object({ items: z.array(runView), nextCursor: z.string().nullable() });

export const recordVerdicts = ["rejected", "accepted", "waiting"] as const;
export const listRecords = runOf.extend({
  verdict: z.enum(recordVerdicts).default("rejected"),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe(
      "A person's identifier from its beginning, part of an event's name, a message id; for rejected ones also part of the reason",
    ),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListRecords = z.output<typeof listRecords>;

export const recordView = z.object({
  id: z.string(),
  verdict: z.enum(recordVerdicts),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string().nullable().describe("When the partner's answer came; null while it waits"),
  eventAt: z.string().nullable().describe("When the event happened; of a profile, when it was last seen"),
  personId: z.string().nullable(),
  identifier: z.string().nullable().describe("What the person is named by"),
  eventName: z.string().nullable(),
  messageId: z.string().nullable(),
  request: z.unknown().describe("What was sent or would have been: method, url, headers, body"),
  answer: z.unknown().describe("What the partner answered: status and body"),
  retriedIn: z.string().nullable().describe("The run that sent it again"),
});
export type RecordView = z.output<typeof recordView>;
export const recordPage = z.object({ items: z.array(recordView), nextCursor: z.string().nullable() });

export const listSent = z.object({
  id: id.describe("The person; a merged id means the person it became"),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListSent = z.output<typeof listSent>;

export const sentItem = z.object({
  id: z.string(),
  verdict: z.enum(["accepted", "rejected"]),
  code: z.string().nullable(),
  reason: z.string().nullable().describe("Why it was rejected, in words"),
  at: z.string().nullable().describe("When the partner's answer came, or the record was kept back"),
  eventName: z.string().nullable().describe("Null for the profile itself"),
  eventAt: z.string().nullable(),
  messageId: z.string().nullable(),
  exportId: id,
  runId: id,
  runNumber: z.number(),
  partner: z.string(),
  partnerName: z.string(),
  nickname: z.string().describe("Of the connection"),
  retriedIn: z.string().nullable().describe("The run that sent it again"),
});
export type SentItem = z.output<typeof sentItem>;
export const sentPage = z.object({ items: z.array(sentItem), nextCursor: z.string().nullable() });
export type SentPage = z.output<typeof sentPage>;

export const recordsCsv = runOf.extend({ verdict: z.enum(recordVerdicts).default("accepted") });

export const retryRecords = runOf.extend({
  recordIds: z.array(id).max(10_000).optional().describe("Rejected records; all of the run unless told"),
});
export type RetryRecords = z.output<typeof retryRecords>;

export const previewExport = createExport;
export const exportPreview = z.object({
  matches: z.number().nullable().describe("Null when counting took too long"),
  basis: z.enum(["range", "last_24_hours", "people"]).describe("What `matches` counts"),
  rangeFrom: z.string().nullable(),
  rangeTo: z.string().nullable(),
  people: z.number().nullable(),
  peopleWithoutIdentifier: z.number().nullable(),
  startAt: z.string(),
  nextRunAt: z.string().nullable(),
  calls: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    }),
  ),
});
export type ExportPreview = z.output<typeof exportPreview>;

export const stopPreview = z.object({
  notSent: z.number().nullable().describe("Records that match and have not been sent; null when not known"),
  inFlight: z.boolean(),
  words: z.string(),
});
export type StopPreview = z.output<typeof stopPreview>;
