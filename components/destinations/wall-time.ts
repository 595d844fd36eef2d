const partsOf = (timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });

/** How far the clocks of a zone are ahead of UTC at a moment. */
function aheadMs(moment: number, format: Intl.DateTimeFormat): number {
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(moment / 1_000) * 1_000;
}

/** The moment at which clocks in `timeZone` show a day (YYYY-MM-DD) and time (HH:MM); after a jump, the moment after it. */
export function momentAt(day: string, time: string, timeZone: string): string {
  const format = partsOf(timeZone);
  const shown = Date.parse(`${day}T${time}:00Z`);
  const first = shown - aheadMs(shown, format);
  // Right unless the clocks change between the two guesses.
  const second = shown - aheadMs(first, format);
  return new Date(
    aheadMs(second, format) === aheadMs(first, format) ? second : Math.max(first, second),
  ).toISOString();
}
