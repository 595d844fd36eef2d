import { Text } from "@mantine/core";
import { nextRunAt, startOfDay } from "@/lib/delivery/schedule.ts";
import { inZone } from "../ui/time-words.ts";
import { todayIn } from "./date-words.ts";

function whenWords(moment: Date, timeZone: string): string {
  const weekday = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long" }).format(moment);
  return `${weekday} ${inZone(moment.toISOString(), timeZone)}`;
}

/** The three runs that an export of this rhythm would have, in words; the first one now when its day has begun. */
export function nextRuns(everyHours: number, date: string, timeZone: string, now: Date): string[] {
  const startAt = startOfDay(date, timeZone);
  const words: string[] = [];
  let after = now;
  if (date <= todayIn(timeZone, now)) {
    words.push("now");
  }
  while (words.length < 3) {
    after = nextRunAt(everyHours, startAt, after, timeZone);
    words.push(whenWords(after, timeZone));
  }
  return words;
}

export function ScheduleWords({
  frequency,
  everyHours,
  date,
  timeZone,
  now,
}: {
  frequency: "one_time" | "recurring" | "live";
  everyHours: number;
  date: string;
  timeZone: string;
  now: Date;
}) {
  const today = date <= todayIn(timeZone, now);
  const start = today ? "now" : whenWords(startOfDay(date, timeZone), timeZone);
  if (frequency !== "recurring") {
    return (
      <Text size="sm" c="dimmed" aria-live="polite">
        {frequency === "live" ? "Streams from" : "Leaves"} {start}.
      </Text>
    );
  }
  return (
    <div aria-live="polite">
      <Text size="sm" c="dimmed">
        The next three runs:
      </Text>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {nextRuns(everyHours, date, timeZone, now).map((words) => (
          <Text key={words} component="li" size="sm" className="numbers">
            {words}
          </Text>
        ))}
      </ul>
    </div>
  );
}
