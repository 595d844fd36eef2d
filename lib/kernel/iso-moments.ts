const MINUTE_MS = 60_000;
const seconds = Array.from({ length: 60 }, (_, second) => String(second).padStart(2, "0"));
const milliseconds = Array.from({ length: 1_000 }, (_, millisecond) => String(millisecond).padStart(3, "0"));

/**
 * What `Date.toISOString` says of milliseconds since 1970, for many moments that follow each other closely: the next one
 * of the same minute takes a tenth of its time.
 */
export function isoMoments(): (ms: number) => string {
  let known = Number.NaN;
  let start = "";
  return (ms) => {
    const minute = Math.floor(ms / MINUTE_MS);
    if (minute !== known) {
      start = new Date(minute * MINUTE_MS).toISOString().slice(0, -7);
      known = minute;
    }
    const rest = ms - minute * MINUTE_MS;
    return `${start}${seconds[Math.floor(rest / 1_000)]}.${milliseconds[rest % 1_000]}Z`;
  };
}
