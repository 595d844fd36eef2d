import type { PersonDecision } from "../../ledger/read.ts";
import type { RecordKey } from "../run-settings.ts";
import type { SentRun } from "./sent-store.ts";

/** A record that a run sent, and what became of it. `place` is where it stands in the run's source, to find its batch. */
export type Sent =
  | { verdict: "rejected"; runId: string; entry: PersonDecision }
  | { verdict: "accepted"; runId: string; place: RecordKey };

/** Whether a retry has dealt with a record that the ledger names. */
function hasRetried(run: SentRun | undefined, entryId: string): boolean {
  const position = run?.cursor?.entry;
  return position !== undefined && entryId <= position;
}

/**
 * What became of one record (an event or a profile) of a person: accepted by every run that dealt with it, unless the
 * ledger has its rejection, and by every retry of a rejection that was not rejected again. Newest runs first. Pure.
 */
export function sentOf(
  record: { runs: { runId: string; place: RecordKey }[]; rejections: PersonDecision[] },
  runs: ReadonlyMap<string, SentRun>,
): Sent[] {
  const rejectedIn = new Set(record.rejections.map((entry) => entry.runId));
  const sent: Sent[] = record.rejections.map((entry) => ({ verdict: "rejected", runId: entry.runId, entry }));
  for (const { runId, place } of record.runs) {
    if (!rejectedIn.has(runId)) {
      sent.push({ verdict: "accepted", runId, place });
    }
  }
  for (const { id, retriedIn } of record.rejections) {
    if (retriedIn !== null && !rejectedIn.has(retriedIn) && hasRetried(runs.get(retriedIn), id)) {
      sent.push({ verdict: "accepted", runId: retriedIn, place: { entry: id } });
    }
  }
  // Ids of runs grow with time.
  return sent.filter(({ runId }) => runs.has(runId)).sort((a, b) => (a.runId < b.runId ? 1 : -1));
}
