import { DateTime } from "luxon";
import { onWallClock } from "../delivery/when/wall-clock.ts";
import { type CampaignDocument, runsByItself } from "./document.ts";

/** The clocks on which a day begins first. */
const FIRST_ZONE = "Pacific/Kiritimati";
/** So late a run may begin without its people's time having passed: the worker looks for it now and then. */
const GRACE_MS = 5 * 60_000;

/** A run's day and time, as the workspace's clocks show them. */
export type PlannedTime = { at: Date; zone: string };
/** A person's clocks, and when the run began. */
export type PersonTime = { zone: string; begunAt: Date };

function clockOf({ at, zone }: PlannedTime): { day: string; time: string } {
  const local = DateTime.fromJSDate(at, { zone });
  return { day: local.toFormat("yyyy-MM-dd"), time: local.toFormat("HH:mm") };
}

/**
 * A moment as the clocks of a zone show it, in milliseconds: between two runs at nine lies a day, also when the clocks change, and
 * "once a day" lets both.
 */
export function onWallMs(at: Date, zone: string): number {
  return at.getTime() + DateTime.fromJSDate(at, { zone }).offset * 60_000;
}

function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: "UTC" }).plus({ days: 1 }).toFormat("yyyy-MM-dd");
}

/** When a run has to begin so that nobody's time has passed. */
export function beginOf(document: CampaignDocument, planned: PlannedTime): Date {
  if (!document.when.userTimeZone || document.when.past.kind === "now") {
    return planned.at;
  }
  const { day, time } = clockOf(planned);
  const first = onWallClock(day, time, FIRST_ZONE);
  return new Date(Math.min(first.getTime(), planned.at.getTime()));
}

/** Whether the run's time had passed on somebody's clocks when it began. */
function hasPassed(planned: PlannedTime, person: PersonTime): boolean {
  const { day, time } = clockOf(planned);
  return onWallClock(day, time, person.zone).getTime() < person.begunAt.getTime() - GRACE_MS;
}

/** When somebody's message is due; null where its time had passed on their clocks when the run began. */
export function dueAt(document: CampaignDocument, planned: PlannedTime, person: PersonTime): Date | null {
  const { userTimeZone, past } = document.when;
  if (!userTimeZone || past.kind === "now") {
    return planned.at;
  }
  const { day, time } = clockOf(planned);
  if (!hasPassed(planned, person)) {
    return onWallClock(day, time, person.zone);
  }
  return userTimeZone.passed === "drop" ? null : onWallClock(dayAfter(day), time, person.zone);
}

/** So long a throttled run sends: what is left then would come too late (contracts §10.5). */
export const THROTTLED_DAYS = 3;

/** After which a throttled run sends nothing more; null: it is not throttled, or people come to it one after the other. */
export function throttledUntil(document: CampaignDocument, planned: PlannedTime): Date | null {
  return runsByItself(document) && document.when.throttle !== null
    ? DateTime.fromJSDate(planned.at)
        .plus({ hours: THROTTLED_DAYS * 24 })
        .toJSDate()
    : null;
}

/**
 * After which nothing goes out to somebody; null without a cut-off, which only a run has. It is of the day on which theirs is due; one before the run's
 * time is of the day after.
 */
export function cutOffOf(document: CampaignDocument, planned: PlannedTime, person: PersonTime): Date | null {
  const { cutOff, userTimeZone, past } = document.when;
  if (cutOff === null || !runsByItself(document)) {
    return null;
  }
  const { day, time } = clockOf(planned);
  const isNextDay = userTimeZone?.passed === "next_day" && past.kind !== "now" && hasPassed(planned, person);
  const due = isNextDay ? dayAfter(day) : day;
  const zone = userTimeZone ? person.zone : planned.zone;
  return onWallClock(cutOff > time ? due : dayAfter(due), cutOff, zone);
}
