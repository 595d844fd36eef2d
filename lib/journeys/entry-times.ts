import { momentOf } from "../delivery/when/moments.ts";
import { nextRuns } from "../delivery/when/occurrences.ts";
import type { JourneyDraft } from "./document.ts";
import { isEntry } from "./graph.ts";
import { entrySegmentKind, type Timeline } from "./nodes/entry-segment/schema.ts";
import { partOf } from "./nodes/node-kind.ts";

const MOST_TIMES = 400;

function timesOf(timeline: Timeline, zone: string, from: Date): Date[] {
  switch (timeline.kind) {
    case "once":
      return [timeline.at === null ? from : momentOf(timeline.at, zone)];
    case "dates":
      return timeline.dates.map((each) => momentOf(each, zone)).toSorted((a, b) => a.getTime() - b.getTime());
    case "recurring":
      return nextRuns(timeline.recurrence, zone, new Date(from.getTime() - 1), MOST_TIMES);
  }
}

/**
 * When people come into a journey by the clock and not by an event: the runs of its entry, or, where each person's own date
 * counts, from the beginning on.
 */
export function entryTimes(
  document: Pick<JourneyDraft, "nodes">,
  zone: string,
  from: Date,
  until: Date,
): Date[] {
  const entry = document.nodes.find(isEntry);
  if (entry?.kind === "entry_date_time") {
    return [from];
  }
  const read = entry?.kind === "entry_segment" ? partOf(entrySegmentKind.settings, entry.settings) : null;
  return read ? timesOf(read.timeline, zone, from).filter((at) => at >= from && at <= until) : [];
}
