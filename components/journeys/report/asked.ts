import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { exitsOf, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { type ListJourneyPeople, peopleGroups, type ReportOfJourney } from "@/lib/journeys/seeing/schema.ts";
import { endKinds, refusalReasons } from "@/lib/journeys/statuses.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import type { UrlState } from "../../ui/use-url-state.ts";
import { type Measure, measures } from "./shares.ts";

const words = journeyReportMessages;

export const ranges = ["24h", "7d", "30d", "all"] as const;
export type Range = (typeof ranges)[number];
const HOUR_MS = 3_600_000;
const hours: Record<Range, number | null> = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24, all: null };

/** Which people are meant. */
export type Group = Pick<ListJourneyPeople, "what" | "node" | "exit" | "how" | "goal" | "reason">;

/** The time, the version and the kind of numbers that an address means; what is not valid there counts as not said. */
export function shownOf(url: Pick<UrlState, "get">): {
  range: Range;
  version: number | null;
  measure: Measure;
} {
  const version = Number(url.get("version"));
  return {
    range: ranges.find((each) => each === url.get("range")) ?? "all",
    version: Number.isInteger(version) && version > 0 ? version : null,
    measure: measures.find((each) => each === url.get("measure")) ?? "count",
  };
}

/** Since when is counted; whole hours, so that the same time is asked for the whole hour long. */
function sinceOf(range: Range, nowMs: number): string | undefined {
  const back = hours[range];
  return back === null
    ? undefined
    : new Date(Math.floor(nowMs / HOUR_MS) * HOUR_MS - (back - 1) * HOUR_MS).toISOString();
}

/** What is asked for of a journey's report by an address. */
export function reportInput(id: string, url: Pick<UrlState, "get">): ReportOfJourney {
  const { range, version } = shownOf(url);
  return { id, from: sinceOf(range, Date.now()), version: version ?? undefined };
}

/** The group of people that an address opens; null: none. */
export function groupOf(url: Pick<UrlState, "get">): Group | null {
  const what = peopleGroups.find((each) => each === url.get("people"));
  if (!what) {
    return null;
  }
  const text = (name: string) => url.get(name) ?? undefined;
  return {
    ...{ what, node: text("node"), exit: text("exit"), goal: text("goal") },
    how: endKinds.find((each) => each === url.get("how")),
    reason: refusalReasons.find((each) => each === url.get("reason")),
  };
}

/** The parameters of an address that opens this group and no other; null closes all. */
export function groupParameters(group: Group | null): Record<string, string | null> {
  const { what = null, node, exit, how, goal, reason } = group ?? {};
  return {
    people: what,
    ...{
      node: node ?? null,
      exit: exit ?? null,
      how: how ?? null,
      goal: goal ?? null,
      reason: reason ?? null,
    },
  };
}

/** What a group is called: "Moved on at AddToCart by Yes". */
export function groupTitle(group: Group, document: JourneyDraft, names: ReadonlyMap<string, string>): string {
  const { what, node, exit, how, goal, reason } = group;
  const found = node === undefined ? undefined : nodeOf(document, node);
  const label = found && exit !== undefined && exitsOf(found)?.find(({ id }) => id === exit)?.label;
  const detail = [how, goal, reason].flatMap((key) => (key === undefined ? [] : (names.get(key) ?? key)));
  return [
    words.people.groups[what],
    ...(node === undefined ? [] : [words.people.at(found ? titleOf(found) : node)]),
    ...(exit === undefined ? [] : [words.people.by(label || exit)]),
    ...(detail.length > 0 ? [`(${detail.join(", ")})`] : []),
  ].join(" ");
}
