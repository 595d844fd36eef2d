"use client";

import { Tooltip } from "@mantine/core";
import { Dash } from "../ui/dash.tsx";
import { agoOf, inZone, utcOf } from "../ui/time-words.ts";
import { useVisitor } from "../visitor.tsx";

/** mail: the time today and within the next day, else the day */
type Precision = "day" | "minute" | "mail";

/** "14:02 CET" today and within the next day, "23 Nov, 14:02 CET" this year, with the year otherwise; "23 Nov" for a day. */
export function shortMoment(
  at: string,
  timeZone: string,
  now: Date,
  precision: Precision = "minute",
): string {
  const moment = new Date(at);
  const day = (date: Date): string => inZone(date.toISOString(), timeZone, "day");
  const sameYear = day(now).slice(-4) === day(moment).slice(-4);
  const date = sameYear ? day(moment).slice(0, -5) : day(moment);
  if (precision === "day") {
    return date;
  }
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(moment);
  const ahead = moment.getTime() - now.getTime();
  // A time of day within the next 24 hours can only mean one moment.
  if (day(moment) === day(now) || (ahead > 0 && ahead < 86_400_000)) {
    return time;
  }
  return precision === "mail" ? date : `${date}, ${time}`;
}

/** A moment for a dense table; hover or focus shows all of it, UTC and how far away. */
export function ShortTime({
  at,
  missing,
  precision,
}: {
  at: string | null | undefined;
  missing?: string;
  precision?: Precision;
}) {
  const { timeZone } = useVisitor();
  if (!at) {
    return <Dash meaning={missing ?? "not known"} />;
  }
  const now = new Date();
  return (
    <Tooltip label={`${inZone(at, timeZone)} · ${utcOf(at)} · ${agoOf(at, now.getTime())}`}>
      <time dateTime={at} style={{ whiteSpace: "nowrap" }} suppressHydrationWarning>
        {shortMoment(at, timeZone, now, precision)}
      </time>
    </Tooltip>
  );
}
