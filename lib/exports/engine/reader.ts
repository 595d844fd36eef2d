import type pg from "pg";
import type { ExportRecord, IdentifierSlot } from "../../partners/connector.ts";
import type { RecordKey, RunSettings, RunSource } from "../run-settings.ts";
import { logEvents } from "./log-store.ts";
import { allPeople, changedPeople } from "./people-store.ts";
import { rangeEvents } from "./range-store.ts";
import { retriedRecords } from "./retry-store.ts";

/** One record to send, where it stands in its source, and what the ledger says about it. */
export type SourceRow = {
  key: RecordKey;
  record: ExportRecord;
  personId: string;
  eventTx: string | null;
  eventSeq: string | null;
};

/** What readers ask: the pool, or one connection of it with settings of its own. */
export type Querying = Pick<pg.ClientBase, "query">;

export type ReadJob<Source extends RunSource = RunSource> = {
  pool: Querying;
  workspaceId: string;
  exportId: string;
  runId: string;
  settings: Omit<RunSettings, "source"> & { source: Source };
  slots: IdentifierSlot[];
  fromTx: string;
  toTx: string;
  /** Nothing after this place; to the end unless told. */
  until?: RecordKey | null;
};

/** Reads a source in a fixed order in pages of SQL, each on its own, so that no snapshot stays open for hours. */
export type Reader<Source extends RunSource = RunSource> = {
  /** Up to `limit` rows after `after`; fewer only at the end. */
  page(job: ReadJob<Source>, after: RecordKey | null, limit: number): Promise<SourceRow[]>;
  count(job: ReadJob<Source>): Promise<number>;
};

type Readers = { [Kind in RunSource["kind"]]: Reader<Extract<RunSource, { kind: Kind }>> };

const readers: Readers = {
  range: rangeEvents,
  log: logEvents,
  all_people: allPeople,
  changed_people: changedPeople,
  retry: retriedRecords,
};

/** The reader of a run's source. */
export function readerOf(job: ReadJob): Reader {
  return readers[job.settings.source.kind] as Reader;
}
