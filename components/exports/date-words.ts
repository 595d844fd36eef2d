const dayFormat = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });
const fullFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});

const dayOf = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** "23 Nov 2026" for a calendar day (YYYY-MM-DD). */
export function dayWords(date: string): string {
  return fullFormat.format(dayOf(date));
}

/** "1–23 Nov 2026" for calendar days, both included; null when there is no first one. */
export function rangeWords(from: string | null, to: string | null): string | null {
  if (!from) {
    return null;
  }
  const last = to ?? from;
  if (from === last) {
    return dayWords(from);
  }
  if (from.slice(0, 7) === last.slice(0, 7)) {
    return `${Number(from.slice(8))}–${dayWords(last)}`;
  }
  return from.slice(0, 4) === last.slice(0, 4)
    ? `${dayFormat.format(dayOf(from))} – ${dayWords(last)}`
    : `${dayWords(from)} – ${dayWords(last)}`;
}

/** Today's calendar day (YYYY-MM-DD) in a zone. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
}

/** The calendar day `days` after (or before) another one. */
export function addDays(date: string, days: number): string {
  return new Date(dayOf(date).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
