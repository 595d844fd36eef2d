import type { Querying } from "../../db/client.ts";
import { CopiedRows, type RowFields, unpackedFields } from "../../db/copied-rows.ts";
import type { ExportRecord, IdentifierSlot } from "../../partners/connector.ts";
import type { RecordKey, RunSettings, RunSource } from "../run-settings.ts";
import type { Only } from "./only.ts";

/** Where a record stands in its source, and what the ledger says about it. */
export type RecordOrigin = {
  key: RecordKey;
  personId: string;
  eventTx: string | null;
  eventSeq: string | null;
  name: string;
  messageId: string;
};

/** One record to send and where it comes from. */
export type SourceRow = RecordOrigin & { record: ExportRecord };

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

/** How the rows of a source are read. */
export type RowFormat = {
  /** The first columns, which say where a record comes from: all that a run keeps of it until it is booked. */
  originColumns: number;
  origin(fields: RowFields): RecordOrigin;
  /** From the first column on; it lives for as long as the rows do. */
  record(fields: RowFields): ExportRecord;
};

/** Reads a source in a fixed order in pages of SQL, each on its own, so that no snapshot stays open for hours. */
export type Reader<Source extends RunSource = RunSource> = {
  format(job: ReadJob<Source>): RowFormat;
  /** Adds up to `limit` rows after `after`; fewer only at the end. */
  page(job: ReadJob<Source>, after: RecordKey | null, limit: number, into: CopiedRows): Promise<void>;
  count(job: ReadJob<Source>): Promise<number>;
};

/** A page for those who show records instead of sending them. */
export async function readPage(
  reader: Reader,
  job: ReadJob,
  after: RecordKey | null,
  limit: number,
): Promise<SourceRow[]> {
  const rows = new CopiedRows();
  await reader.page(job, after, limit, rows);
  const { origin, record } = reader.format(job);
  return Array.from({ length: rows.count }, (_, row) => ({
    ...origin(rows.fieldsAt(row)),
    record: record(rows.fieldsAt(row)),
  }));
}

/** The origin of a row whose origin columns were packed. */
export function unpackedOrigin(format: RowFormat, packed: string): RecordOrigin {
  return format.origin(unpackedFields(packed));
}
