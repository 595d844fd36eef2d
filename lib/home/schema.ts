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
  "journey_waiting",
  "destination_halted",
  "export_failed",
  "destination_waiting",
  "export_waiting",
  "export_rejected",
  "calls_refused",
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Something that needs somebody: what, which object, why, how much. */
export const overviewProblem = z.object({
  kind: z.enum(problemKinds),
  /** the connection, destination, export or source; empty when it is about none */
  objectId: z.string(),
  /** the source of a destination; empty for all others */
  sourceId: z.string(),
  objectName: z.string(),
  reason: z.string(),
  /** rejected rows, refused calls; 0 where counting makes no sense */
  count: z.number(),
  at: instant.nullable(),
});
export type OverviewProblem = z.output<typeof overviewProblem>;

export const overviewExport = z.object({
  id: z.string(),
  nickname: z.string(),
  partner: z.string(),
  dataType: z.string(),
  frequency: z.string(),
  status: z.string(),
  /** 0 to 100 of the run that is under way; null when the total is not known */
  percent: z.number().nullable(),
  accepted: z.number(),
  /** when it runs next; null while it runs */
  nextAt: instant.nullable(),
});
export type OverviewExport = z.output<typeof overviewExport>;

export const overviewView = z.object({
  at: instant,
  problems: z.array(overviewProblem),
  received: counter,
  newPeople: counter,
  /** records that partners accepted */
  sent: counter,
  /** calls refused at the door; at most a few a second per source are noted */
  refused: counter,
  running: z.array(overviewExport),
  next: z.array(overviewExport),
  /** what a new workspace has done so far */
  start: z.object({
    source: z.boolean(),
    received: z.boolean(),
    connection: z.boolean(),
    export: z.boolean(),
  }),
});
export type OverviewView = z.output<typeof overviewView>;
