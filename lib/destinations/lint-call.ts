import { callOf, type StoredCall } from "../events/stored-call.ts";
import { isPartnerId } from "../partners/catalog.ts";
import type { CallLane, CallRecord } from "../partners/connector.ts";
import { connectors } from "../partners/connectors.ts";
import type { DestinationRecord } from "./destination-store.ts";
import { settingsOf } from "./destination-view.ts";
import type { LintView } from "./schema.ts";

/** How a destination maps calls now; null for a partner that takes none. */
export function laneOf(record: Pick<DestinationRecord, "partner" | "settings">): CallLane | null {
  const connector = isPartnerId(record.partner) ? connectors[record.partner] : undefined;
  return connector?.calls?.(settingsOf(record)) ?? null;
}

export type MappedNow = { records: CallRecord[]; problem: string | null; lint: LintView[] };

/** What the settings of now make of a call, and what the partner would drop or refuse of it. */
export function mapNow(lane: CallLane, call: StoredCall): MappedNow {
  const mapped = lane.map(callOf(call));
  if (mapped.error !== undefined) {
    return { records: [], problem: mapped.error, lint: [] };
  }
  const lint = mapped.records.flatMap((record) => lane.lint(record));
  return { records: mapped.records, problem: null, lint };
}
