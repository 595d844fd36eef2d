/** Whoever asks for longer is asked again after an hour: a slip of theirs must not keep a run waiting for years. */
const MOST_MS = 3_600_000;

/** Milliseconds that a `Retry-After` header asks for (seconds or an HTTP date), at most an hour; undefined when it says neither. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim();
  if (!value) {
    return undefined;
  }
  if (/^\d+(\.\d+)?$/.test(value)) {
    return Math.min(MOST_MS, Math.round(Number(value) * 1000));
  }
  // A date begins with its weekday; JavaScript reads one into "-1", too.
  const at = /^[A-Z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(MOST_MS, Math.max(0, at - nowMs));
}
