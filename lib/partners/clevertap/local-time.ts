/** All time zones of the world differ from UTC by whole quarters of an hour, from 12 hours behind to 14 ahead. */
const QUARTER_S = 900;
const EARLIEST = -48;
const LATEST = 56;

/** YYYYMMDDHHMMSS as seconds since 1970, as if it were UTC. */
export function readLocal(ts: number): number {
  const part = (divisor: number, of: number) => Math.floor(ts / divisor) % of;
  const [year, month, day] = [part(1e10, 1e4), part(1e8, 100), part(1e6, 100)];
  return Date.UTC(year, month - 1, day, part(1e4, 100), part(100, 100), part(1, 100)) / 1_000;
}

/** Seconds since 1970 as YYYYMMDDHHMMSS in UTC. */
export function writeLocal(seconds: number): number {
  return Number(new Date(seconds * 1_000).toISOString().slice(0, 19).replace(/\D/g, ""));
}

/** Seconds since 1970 as YYYYMMDD in UTC. */
export function localDay(seconds: number): number {
  return Math.floor(writeLocal(seconds) / 1e6);
}

/** Whether a local time of a zone that is not known may lie between two moments. */
export function isInWindow(localS: number, fromS: number, toS: number): boolean {
  const least = Math.max(EARLIEST, Math.ceil((localS - toS) / QUARTER_S));
  const most = Math.min(LATEST, Math.floor((localS - fromS) / QUARTER_S));
  return least <= most;
}
