/**
 * The id of one message to one person, the same whenever it is made: a partner that knows it drops a repeat. 3 + 32 + 1 +
 * 19 + 1 + 32 characters at most. `messageIdSql` says the same.
 */
export function messageIdOf(runId: string, personId: string, occasion: string): string {
  const at = occasion === "0" ? "" : `-${occasion}`;
  return `jm-${runId.replaceAll("-", "")}${at}-${personId.replaceAll("-", "")}`;
}

/** SQL: the message id of a row `d` of deliveries. */
export const messageIdSql = `('jm-' || replace(d.run_id::text, '-', '')
  || case when d.occasion = 0 then '' else '-' || d.occasion end || '-' || replace(d.person_id::text, '-', ''))`;

/** The beginning of the ids of all messages of a run. */
export const messageIdsOfRun = (runId: string): string => `jm-${runId.replaceAll("-", "")}-`;

/**
 * The Campaign ID that a person's events and texts carry (contracts §4.4): one-time `<id>`, recurring `<id>_<YYYYMMDD>`, which
 * the run says, triggered `<id>_<epoch>`.
 */
export function referenceOf(run: { kind: "batch" | "live"; reference: string }, at: Date): string {
  return run.kind === "batch" ? run.reference : `${run.reference}_${Math.floor(at.getTime() / 1_000)}`;
}
