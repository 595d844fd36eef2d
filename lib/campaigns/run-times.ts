import { DateTime } from "luxon";
import { momentOf } from "../delivery/when/moments.ts";
import { nextRuns } from "../delivery/when/occurrences.ts";
import type { Recurrence } from "../delivery/when/schema.ts";
import type { CampaignDocument } from "./document.ts";

/** Behind which a recurrence may run: on each person's clocks a monthly one never does on the day it is begun (contracts §10.5). */
function earliest({ when }: CampaignDocument, { repeat }: Recurrence, zone: string, after: Date): Date {
  return when.userTimeZone && repeat.every === "months"
    ? DateTime.fromJSDate(after, { zone }).endOf("day").toJSDate()
    : after;
}

/**
 * A document as it is published or looked at before: one that ends after so many runs begins on the first day on which it
 * can still run, so that it runs so many times.
 */
export function fromFirstRun(document: CampaignDocument, zone: string, now: Date): CampaignDocument {
  const { qualification, when } = document;
  const { past } = when;
  const runs = qualification === "past" || qualification === "list";
  if (!runs || past.kind !== "recurring" || past.recurrence.ends.kind !== "after") {
    return document;
  }
  const { recurrence } = past;
  const endless: Recurrence = { ...recurrence, ends: { kind: "never" } };
  const [first] = nextRuns(endless, zone, earliest(document, endless, zone, now), 1);
  const from = first ? DateTime.fromJSDate(first, { zone }).toFormat("yyyy-MM-dd") : recurrence.from;
  return { ...document, when: { ...when, past: { kind: "recurring", recurrence: { ...recurrence, from } } } };
}

/** When a campaign runs next after a moment, at most `count` times; of a live one, when it begins. */
export function runTimes(document: CampaignDocument, zone: string, after: Date, count: number): Date[] {
  const { qualification, when } = document;
  if (qualification === "live" || qualification === "external") {
    const start = when.start.kind === "now" ? after : momentOf(when.start.at, zone);
    return [start < after ? after : start];
  }
  switch (when.past.kind) {
    case "now":
      return [after];
    case "later": {
      const at = momentOf(when.past.at, zone);
      return at > after ? [at] : [];
    }
    case "recurring":
      return nextRuns(
        when.past.recurrence,
        zone,
        earliest(document, when.past.recurrence, zone, after),
        count,
      );
  }
}

/** When a campaign ends by itself, where its document says so. */
export function endOf({ qualification, when }: CampaignDocument, zone: string): Date | null {
  const open = qualification === "live" || qualification === "external";
  return open && when.end.kind === "at" ? momentOf(when.end.at, zone) : null;
}
