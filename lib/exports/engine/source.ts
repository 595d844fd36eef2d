import type { Querying } from "../../db/client.ts";
import type { ExportRecord, IdentifierSlot } from "../../partners/connector.ts";
import type { RecordKey, RunSettings, RunSource } from "../run-settings.ts";
import type { Only } from "./only.ts";

/** One record to send, where it stands in its source, and what the ledger says about it. */
export type SourceRow = {
  key: RecordKey;
  record: ExportRecord;
  personId: string;
  eventTx: string | null;
  eventSeq: string | null;
};

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
  /** Only these records of it; all unless told. Runs never narrow, searches do. */
  only?: Only | null;
};

/** Reads a source in a fixed order in pages of SQL, each on its own, so that no snapshot stays open for hours. */
export type Reader<Source extends RunSource = RunSource> = {
  /** Up to `limit` rows after `after`; fewer only at the end. */
  page(job: ReadJob<Source>, after: RecordKey | null, limit: number): Promise<SourceRow[]>;
  count(job: ReadJob<Source>): Promise<number>;
};
