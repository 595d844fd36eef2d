import type { EncodedRecord, ExportLane } from "../../partners/connector.ts";
import type { SourceRow } from "./source.ts";

/**
 * A record on its way. Only what booking and the ledger need of its row: the documents themselves are in the text, and to
 * keep them twice until the answer comes made the garbage collector the busiest part of a run.
 */
export type ExportEntry = {
  key: SourceRow["key"];
  personId: string;
  eventTx: string | null;
  eventSeq: string | null;
  name: string;
  messageId: string;
  encoded: EncodedRecord;
};

/** Makes entries of rows for a lane. */
export function entriesFor(lane: Pick<ExportLane, "encode">): (row: SourceRow) => ExportEntry {
  return ({ key, personId, eventTx, eventSeq, record }) => ({
    key,
    personId,
    eventTx,
    eventSeq,
    name: record.name,
    messageId: record.messageId,
    encoded: lane.encode(record),
  });
}
