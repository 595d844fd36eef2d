import { momentOf } from "../delivery/when/moments.ts";
import { nextRuns } from "../delivery/when/occurrences.ts";
import type { CampaignDocument } from "./document.ts";

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
      return nextRuns(when.past.recurrence, zone, after, count);
  }
}

/** When a campaign ends by itself, where its document says so. */
export function endOf({ qualification, when }: CampaignDocument, zone: string): Date | null {
  const open = qualification === "live" || qualification === "external";
  return open && when.end.kind === "at" ? momentOf(when.end.at, zone) : null;
}
