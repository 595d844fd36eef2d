import { z } from "zod";
import { instant } from "../api/paging.ts";

/** Hours that the counters look back over. */
export const OVERVIEW_HOURS = 24;
/** How long a destination's partner may take nothing before somebody should know. */
export const DESTINATION_WAITS_MINUTES = 10;
/** Rows at most that a counter reads; beyond it says "at least". */
export const OVERVIEW_COUNT_LIMIT = 200_000;

const counter = z.object({
  total: z.number(),
  /** true when there are more than `total` */
  atLeast: z.boolean(),
  /** one number for each of the last 24 hours, oldest first */
  hours: z.array(z.number()),
});
export type Counter = z.output<typeof counter>;

export const problemKinds = [
  "no_worker",
  "connection_attention",
  "campaign_held",
  "campaign_failed",
  "campaign_unapprovable",
  "campaign_approval",
  "campaign_rejected",
  "journey_waiting",
  "destination_halted",
  "export_failed",
  "transfer_failed",
  "destination_waiting",
  "export_waiting",
  "transfer_waiting",
  "export_rejected",
  "transfer_rejected",
  "destination_refused",
  "calls_refused",
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Something that needs somebody: what, which object, why, how much. */
export const overviewProblem = z.object({
  kind: z.enum(problemKinds),
  /** the connection, destination, export, transfer or source; empty when it is about none */
  objectId: z.string(),
  /** the source of a destination; empty for all others */
  sourceId: z.string(),
  /** the audience of a transfer; empty for all others */
  audienceId: z.string(),
  objectName: z.string(),
  /** why; of a campaign that waits for approval, who asked for it */
  reason: z.string(),
  /** rejected rows, refused calls, campaigns that wait; 0 where counting makes no sense */
  count: z.number(),
  at: instant.nullable(),
});
export type OverviewProblem = z.output<typeof overviewProblem>;

export const overviewComing = z.object({
  kind: z.enum(["export", "transfer", "campaign", "journey"]),
  id: z.string(),
  /** the audience of a transfer; empty for others */
  audienceId: z.string(),
  /** of an export, that of its connection; of a transfer, that of its audience */
  name: z.string(),
  /** false: it comes next */
  running: z.boolean(),
  /** an export's type of data, the connection of a transfer, a campaign's channel; empty for journeys */
  what: z.string(),
  /** how often an export or a transfer runs; empty for others */
  frequency: z.string(),
  /** which run of a campaign; null for others, and for a live campaign, which begins */
  run: z.number().nullable(),
  /** 0 to 100 of the run that is under way; null when the total is not known */
  percent: z.number().nullable(),
  /** records that were accepted of an export or a transfer so far, messages that were sent in a campaign's run */
  done: z.number(),
  /** when it started, or starts next */
  at: instant.nullable(),
});
export type OverviewComing = z.output<typeof overviewComing>;

export const overviewView = z.object({
  at: instant,
  problems: z.array(overviewProblem),
  received: counter,
  newPeople: counter,
  /** records of exports that partners accepted */
  sent: counter,
  /** messages of campaigns and journeys that left */
  messages: counter,
  /** calls refused at the door; at most a few a second per source are noted */
  refused: counter,
  /** what runs now by the time it started, then what comes next by its time */
  coming: z.array(overviewComing),
  /** what a new workspace has done so far */
  start: z.object({
    source: z.boolean(),
    received: z.boolean(),
    connection: z.boolean(),
    export: z.boolean(),
  }),
});
export type OverviewView = z.output<typeof overviewView>;
