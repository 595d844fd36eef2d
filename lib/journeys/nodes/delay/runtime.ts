import { nextClock } from "../../clocks.ts";
import { delayedUntil } from "../../delayed-until.ts";
import { dateOf } from "../dates.ts";
import { nodeRuntime } from "../node-kind.ts";
import { go, goAt, type Step, sleep, sleepForDate } from "../step.ts";
import { clockIn, delayKind } from "./schema.ts";

/** Whoever has no date, or one that has passed, goes on at once. */
export const delayRuntime = nodeRuntime(delayKind, ({ until }, context): Step => {
  const { since, zone, now } = context;
  const at =
    until.kind === "duration"
      ? delayedUntil({ ...until.wait, at: until.at }, since, zone)
      : until.kind === "clock"
        ? nextClock(since, until.at, zone, until.weekdays)
        : dateOf(until.date, context, since);
  if (at === null) {
    return go("done", "there is no date to wait for");
  }
  if (at <= now) {
    // A date that had passed before was not waited for.
    const clock = at >= since ? clockIn(until)?.at : undefined;
    return goAt("done", "the time has come", clock ?? null);
  }
  return until.kind === "date" ? sleepForDate(at, until.date.of, "waits") : sleep(at, "waits");
});
