export { inZone } from "@/lib/kernel/in-zone.ts";

/** "2026-11-23 13:02:11 UTC" */
export function utcOf(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

const steps: { unit: string; ms: number }[] = [
  { unit: "d", ms: 86_400_000 },
  { unit: "h", ms: 3_600_000 },
  { unit: "min", ms: 60_000 },
  { unit: "s", ms: 1_000 },
];

/** "3 h", "40 s": the largest unit that fits. */
export function spanOf(ms: number): string {
  const step = steps.find((candidate) => ms >= candidate.ms);
  return step ? `${Math.floor(ms / step.ms)} ${step.unit}` : "0 s";
}

/** "3 h ago", "in 10 min", "just now". */
export function agoOf(at: string, nowMs: number): string {
  const ms = nowMs - new Date(at).getTime();
  if (Math.abs(ms) < 5_000) {
    return "just now";
  }
  return ms > 0 ? `${spanOf(ms)} ago` : `in ${spanOf(-ms)}`;
}

/** "14:02:11" in the zone given; for lists whose day is clear. */
export function clockInZone(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(new Date(at));
}

/** "CET": what clocks of a zone are called at a moment. */
export function zoneWords(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" });
  return format.formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** "23 Nov": a day beside a clock's time, in lists of what is not long ago. */
export function shortDay(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short" }).format(new Date(at));
}

/** "Mon, 23 Nov 2026": the day of a moment in the zone given. */
export function dayInZone(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(at));
}
