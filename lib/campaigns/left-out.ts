import { quietUntil } from "../delivery/when/quiet-until.ts";
import { zoneOr } from "../delivery/when/zone-or.ts";
import type { CampaignDocument } from "./document.ts";
import { cutOffOf, type PlannedTime } from "./person-times.ts";

/** So many people whose message is due, by what is known of their clocks. */
export type DuePeople = { zone: string | null; people: number };

/** Who gets nothing when a held run is let go now, by the reason. */
export type LeftOut = { cutOff: number; quiet: number };

/**
 * Whom the time of day leaves out of a held run that is let go at `now`: the hold may have outlasted the cut-off time, and
 * Do Not Disturb hours discard, or delay beyond it. As `holdingBack` judges each of them.
 */
export function leftOutNow(
  document: CampaignDocument,
  run: { planned: PlannedTime; begunAt: Date },
  due: readonly DuePeople[],
  now: Date,
): LeftOut {
  const { quiet } = document.when;
  const left: LeftOut = { cutOff: 0, quiet: 0 };
  for (const { zone: known, people } of due) {
    const zone = zoneOr(known, run.planned.zone);
    const last = cutOffOf(document, run.planned, { zone, begunAt: run.begunAt });
    // Quiet at all hours it waits for ever: no end of it is later than any cut-off.
    const free = quiet ? quietUntil(quiet.hours, zone, now) : now;
    if (last && (now > last || (quiet?.mode === "delay" && (free === null || free > last)))) {
      left.cutOff += people;
    } else if (quiet?.mode === "discard" && (free === null || free > now)) {
      left.quiet += people;
    }
  }
  return left;
}
