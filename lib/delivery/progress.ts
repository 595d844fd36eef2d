export type Progress = { percent: number | null; ratePerS: number | null; secondsLeft: number | null };

/** Acknowledged batches of late: how many records since when, up to now. */
export type Recent = { records: number; sinceMs: number; untilMs: number };

/**
 * How far a run has come. `expected` is the count when it began, null while unknown or without an end. Never 100 before
 * the run has ended, whatever was counted.
 */
export function progressOf(
  run: { status: string; expected: number | null; read: number },
  recent: Recent | null,
): Progress {
  if (run.status !== "RUNNING") {
    return { percent: run.status === "DONE" ? 100 : null, ratePerS: null, secondsLeft: null };
  }
  const elapsedS = recent ? (recent.untilMs - recent.sinceMs) / 1000 : 0;
  const rate = recent && elapsedS > 0 ? recent.records / elapsedS : null;
  if (run.expected === null) {
    return { percent: null, ratePerS: rate && Math.round(rate), secondsLeft: null };
  }
  const left = Math.max(0, run.expected - run.read);
  const percent = run.expected === 0 ? 99 : Math.min(99, Math.floor((run.read / run.expected) * 100));
  return {
    percent,
    ratePerS: rate === null ? null : Math.round(rate),
    secondsLeft: rate ? Math.ceil(left / rate) : null,
  };
}
