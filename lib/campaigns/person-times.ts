import { DateTime } from "luxon";
import { onWallClock } from "../delivery/when/wall-clock.ts";
import type { CampaignDocument } from "./document.ts";

/** The clocks on which a day begins first. */
const FIRST_ZONE = "Pacific/Kiritimati";
/** So late a run may begin without its people's time having passed: the worker looks for it now and then. */
const GRACE_MS = 5 * 60_000;

/** A run's day and time, as the workspace's clocks show them. */
export type PlannedTime = { at: Date; zone: string };

function clockOf({ at, zone }: PlannedTime): { day: string; time: string } {
  const local = DateTime.fromJSDate(at, { zone });
  return { day: local.toFormat("yyyy-MM-dd"), time: local.toFormat("HH:mm") };
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

/** When somebody's message is due; null where its time had passed on their clocks when the run began. */
export function dueAt(
  document: CampaignDocument,
  planned: PlannedTime,
  person: { zone: string; begunAt: Date },
): Date | null {
  const { userTimeZone, past } = document.when;
  if (!userTimeZone || past.kind === "now") {
    return planned.at;
  }
  const { day, time } = clockOf(planned);
  const due = onWallClock(day, time, person.zone);
  if (due.getTime() >= person.begunAt.getTime() - GRACE_MS) {
    return due;
  }
  return userTimeZone.passed === "drop" ? null : onWallClock(dayAfter(day), time, person.zone);
}

/** So long a throttled run sends: what is left then would come too late (contracts §10.5). */
export const THROTTLED_DAYS = 3;

/** After which a throttled run sends nothing more; null: it is not throttled, or people come to it one after the other. */
export function throttledUntil({ qualification, when }: CampaignDocument, planned: PlannedTime): Date | null {
  const runs = qualification === "past" || qualification === "list";
  return runs && when.throttle !== null
    ? DateTime.fromJSDate(planned.at)
        .plus({ hours: THROTTLED_DAYS * 24 })
        .toJSDate()
    : null;
}

/** After which nothing goes out to somebody; null without a cut-off. One before the run's time is of the day after. */
export function cutOffOf(document: CampaignDocument, planned: PlannedTime, personZone: string): Date | null {
  const { cutOff, userTimeZone } = document.when;
  if (cutOff === null) {
    return null;
  }
  const { day, time } = clockOf(planned);
  const zone = userTimeZone ? personZone : planned.zone;
  return onWallClock(cutOff > time ? day : dayAfter(day), cutOff, zone);
}
