/**
 * The id of one message to one person, the same whenever it is made: a partner that knows it drops a repeat. 3 + 32 + 1 +
 * 13 + 1 + 32 characters at most.
 */
export function messageIdOf(runId: string, personId: string, occasion: string): string {
  const at = occasion === "0" ? "" : `-${BigInt(occasion).toString(36)}`;
  return `jm-${runId.replaceAll("-", "")}${at}-${personId.replaceAll("-", "")}`;
}

/**
 * The Campaign ID that a person's events and texts carry (contracts §4.4): one-time `<id>`, recurring `<id>_<YYYYMMDD>`, which
 * the run says, triggered `<id>_<epoch>`.
 */
export function referenceOf(run: { kind: "batch" | "live"; reference: string }, at: Date): string {
  return run.kind === "batch" ? run.reference : `${run.reference}_${Math.floor(at.getTime() / 1_000)}`;
}
