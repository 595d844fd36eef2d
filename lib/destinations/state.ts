import { outage as outageColumn } from "../delivery/outage.ts";
import { waitingWords } from "../delivery/waiting.ts";
import type { DestinationView } from "./schema.ts";

export type StateColumns = {
  mode: string;
  enabled: boolean;
  halted: string | null;
  halted_at: Date | null;
  outage: unknown;
};

type State = Pick<DestinationView, "state" | "problem" | "since" | "nextTryAt">;

const at = (state: DestinationView["state"]): State => ({
  state,
  problem: null,
  since: null,
  nextTryAt: null,
});

/** How a destination is, and why nothing leaves where nothing does; times in the words are of `zone`. */
export function stateOf(row: StateColumns, now: Date, zone: string): State {
  if (row.mode === "device") {
    return at("device");
  }
  if (!row.enabled) {
    return at("off");
  }
  if (row.halted !== null) {
    return { ...at("halted"), problem: row.halted, since: row.halted_at?.toISOString() ?? null };
  }
  // A row of another shape must not keep a page from being shown; the engine writes a new one at its next try.
  const outage = outageColumn.nullable().safeParse(row.outage).data ?? null;
  if (outage === null) {
    return at("sending");
  }
  return {
    state: now.getTime() < outage.nextMs ? "waiting" : "trying",
    problem: waitingWords(outage.said, outage.sinceMs, outage.nextMs, zone),
    since: new Date(outage.sinceMs).toISOString(),
    nextTryAt: new Date(outage.nextMs).toISOString(),
  };
}
