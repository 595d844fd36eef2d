/** The day after the day that clocks of a zone show, as YYYY-MM-DD. */
export function tomorrowIn(timeZone: string, now: Date): string {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
  const next = new Date(`${today}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
