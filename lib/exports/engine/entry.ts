import type { Encode } from "../../delivery/chunk.ts";
import type { ExportLane } from "../../partners/connector.ts";
import type { PackedRow } from "./pages.ts";

/** Where a record comes from, packed: booking and the ledger need it of a few records only. */
export type ExportEntry = string;

/** Makes entries and texts of rows for a lane. */
export function exportEncoder(lane: Pick<ExportLane, "encode">): Encode<PackedRow, ExportEntry> {
  return ({ origin, record }) => ({ entry: origin, encoded: lane.encode(record) });
}
