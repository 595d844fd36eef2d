import { begunNow, earliestOf } from "../delivery/when/begun.ts";
import { momentOf } from "../delivery/when/moments.ts";
import { nextRuns } from "../delivery/when/occurrences.ts";
import { type CampaignDocument, runsByItself } from "./document.ts";

/** A document as it is published, or looked at before: its recurrence begins with the first run that there can be. */
export function fromFirstRun(document: CampaignDocument, zone: string, now: Date): CampaignDocument {
  const { when } = document;
  const { past } = when;
  if (!runsByItself(document) || past.kind !== "recurring" || past.recurrence.ends.kind !== "after") {
    return document;
  }
  const recurrence = begunNow(past.recurrence, { zone, now, ownClocks: when.userTimeZone !== null });
  return { ...document, when: { ...when, past: { kind: "recurring", recurrence } } };
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
      const moments = [when.past.at, ...when.past.also].map((at) => momentOf(at, zone).getTime());
      return [...new Set(moments)]
        .sort((a, b) => a - b)
        .filter((at) => at > after.getTime())
        .slice(0, count)
        .map((at) => new Date(at));
    }
    case "recurring": {
      const { recurrence } = when.past;
      const begins = { zone, now: after, ownClocks: when.userTimeZone !== null };
      return nextRuns(recurrence, zone, earliestOf(recurrence, begins), count);
    }
  }
}

/** When a campaign ends by itself, where its document says so. */
export function endOf({ qualification, when }: CampaignDocument, zone: string): Date | null {
  const open = qualification === "live" || qualification === "external";
  return open && when.end.kind === "at" ? momentOf(when.end.at, zone) : null;
}
