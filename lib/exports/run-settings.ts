import { z } from "zod";
import { identifierKinds } from "../partners/kit.ts";
import { dataTypes } from "./data-types.ts";

/** Where a run takes its records from. */
export const runSource = z.discriminatedUnion("kind", [
  /** Events by their own time. */
  z.object({ kind: z.literal("range"), from: z.iso.datetime(), to: z.iso.datetime() }),
  /** Events in the order in which they were written, from one transaction to another. */
  z.object({ kind: z.literal("log"), receivedFrom: z.iso.datetime().nullable() }),
  z.object({ kind: z.literal("all_people") }),
  z.object({ kind: z.literal("changed_people") }),
  /** Rejected records of another run, sent again. */
  z.object({ kind: z.literal("retry"), of: z.uuid(), profiles: z.boolean() }),
]);
export type RunSource = z.output<typeof runSource>;

/** Column `export_runs.settings`: the export as it was when the run began. */
export const runSettings = z.object({
  /** Which version of the export this is. */
  version: z.number().int(),
  connectionId: z.uuid(),
  dataType: z.enum(dataTypes),
  /** null: every name */
  names: z.array(z.string()).nullable(),
  identifierPriority: z.array(z.enum(identifierKinds)),
  source: runSource,
});
export type RunSettings = z.output<typeof runSettings>;

/** The place of a record in its source: what a run goes on after. Fields depend on the source. */
export const recordKey = z.record(z.string(), z.string());
export type RecordKey = z.output<typeof recordKey>;
