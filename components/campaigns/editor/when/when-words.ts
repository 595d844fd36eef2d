import type { Wait } from "../../../form/draft-parts.ts";
import { recurrenceWords, waitWords, wallWords } from "../../../form/when/time-words.ts";
import { type EditorDraft, isLive } from "../draft.ts";

function laterWords(dates: string[], zone: string): string {
  if (dates.includes("")) {
    return dates.length === 1 ? "Once, at a time to be chosen" : "On several dates, one of them to be chosen";
  }
  const [first = "", ...more] = [...new Set(dates)].sort();
  return more.length === 0
    ? `Once, ${wallWords(first, zone)}`
    : `${more.length + 1} times: ${[first, ...more].map((at) => wallWords(at, zone)).join("; ")}`;
}

/** When a campaign goes out, as a sentence. */
export function scheduleWords(draft: EditorDraft, zone: string): string {
  const { past, start, end, delay } = draft.when;
  if (isLive(draft)) {
    const from = start.kind === "now" ? "From its publication" : `From ${wallWords(start.at, zone)}`;
    const to = end.kind === "never" ? "indefinitely" : `until ${wallWords(end.at, zone)}`;
    const after =
      delay && draft.qualification === "live" ? `, ${waitWords(delay)} after somebody qualified` : "";
    return `${from} ${to}${after}`;
  }
  switch (past.kind) {
    case "now":
      return "Once, as soon as it is published";
    case "later":
      return laterWords([past.at, ...past.also], zone);
    case "recurring":
      return recurrenceWords(past.recurrence, zone);
  }
}

/** A delay of more than a day, for which a campaign of past behaviour is the better way (contracts §10.5). */
export function isLongDelay(delay: Wait): boolean {
  const seconds = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }[delay.unit];
  return delay.count * seconds > 86_400;
}
