type Precision = "day" | "minute" | "second";

/** "23 Nov 2026, 14:02 CET" in the zone given. */
export function inZone(at: string | Date, timeZone: string, precision: Precision = "minute"): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(precision !== "day" && { hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
    ...(precision === "second" && { second: "2-digit" }),
  }).format(new Date(at));
}
