import type { Encode } from "../../delivery/chunk.ts";
import type { ExportLane } from "../../partners/connector.ts";
import type { SourceRow } from "./source.ts";

/** What booking and the ledger need of a record's row. */
export type ExportEntry = Omit<SourceRow, "record"> & { name: string; messageId: string };

/** Makes entries and texts of rows for a lane. */
export function exportEncoder(lane: Pick<ExportLane, "encode">): Encode<SourceRow, ExportEntry> {
  return ({ key, personId, eventTx, eventSeq, record }) => ({
    entry: { key, personId, eventTx, eventSeq, name: record.name, messageId: record.messageId },
    encoded: lane.encode(record),
  });
}
