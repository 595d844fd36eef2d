import { personFields } from "@/lib/segments/person-fields.ts";
import { filterWords, pathText, spanWords, testWords } from "@/lib/segments/test-words.ts";
import type { Draft, DraftCondition, DraftEvents, DraftMeasure, DraftOf, DraftPeriod } from "./draft.ts";

type Amount = Extract<DraftMeasure, { of: "count" }>["is"];
type Did = DraftOf<"did">;

const amounts: Record<Amount["op"], string> = {
  greater_than_equals: "at least",
  greater_than: "more than",
  less_than_equals: "at most",
  less_than: "less than",
  equals: "exactly",
  not_equals: "not",
  between: "between",
};
const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const channelNames = { email: "by e-mail", sms: "by SMS", push: "by push", whatsapp: "by WhatsApp" } as const;

const joined = (parts: readonly string[], word: string): string => parts.filter(Boolean).join(` ${word} `);
const visits = {
  track: { any: "any event", one: (name: string) => name },
  page: { any: "any page visit", one: (name: string) => `a visit of the page ${name}` },
  screen: { any: "any screen view", one: (name: string) => `a view of the screen ${name}` },
};
const eventsWords = (events: Did["events"]): string =>
  joined(
    events.map(({ type = "track", name }) => (name === null ? visits[type].any : visits[type].one(name))),
    "or",
  );

export const eventsAskedWords = ({ events, where = [] }: DraftEvents): string =>
  joined([eventsWords(events), joined(where.map(filterWords), "and")], "where");

const amountWords = (is: Amount): string =>
  `${amounts[is.op]} ${is.op === "between" ? is.values.join(" and ") : is.value}`;

const shareWords = (share: number | "most"): string =>
  share === "most" ? "most often" : `in at least ${share} % of cases`;
const hoursWords = ({ from, to }: { from: number; to: number }): string => `from ${from}:00 to ${to}:00`;
const weekdaysWords = (days: number[]): string => `on ${days.map((day) => dayNames[day - 1]).join(", ")}`;

function measureWords(measure: DraftMeasure): string {
  switch (measure.of) {
    case "count":
      return measure.is.op === "greater_than_equals" && measure.is.value === 1
        ? ""
        : `${amountWords(measure.is)} ${"value" in measure.is && measure.is.value === 1 ? "time" : "times"}`;
    case "sum":
    case "average":
      return `with ${measure.of === "sum" ? "a sum" : "an average"} of ${pathText(measure.path)} ${amountWords(measure.is)}`;
    case "distinct":
      return `with ${amountWords(measure.is)} different values of ${pathText(measure.path)}`;
    case "first":
    case "last":
      return `for the ${measure.of} time`;
    case "mostly":
      return `${shareWords(measure.share)} with ${pathText(measure.path)} ${testWords(measure.test)}`;
    case "mostly_hours":
      return `${shareWords(measure.share)} ${hoursWords(measure.hours)}`;
    case "mostly_weekdays":
      return `${shareWords(measure.share)} ${weekdaysWords(measure.weekdays)}`;
  }
}

function periodWords(period: DraftPeriod): string {
  switch (period.kind) {
    case "always":
      return "";
    case "days":
      return `from ${period.from} to ${period.to}`;
    case "last":
      return `in the last ${spanWords(period.span)}`;
    case "days_ago":
      return `between ${period.from} and ${period.to} days ago`;
  }
}

function didWords(did: Did): string {
  const { events, where = [], hours, weekdays, measure, when } = did;
  const parts = [
    did.not ? "Did not do" : "Did",
    eventsWords(events),
    measure ? measureWords(measure) : "",
    when ? periodWords(when) : "",
    hours ? hoursWords(hours) : "",
    weekdays ? weekdaysWords(weekdays) : "",
  ];
  return joined([parts.filter(Boolean).join(" "), joined(where.map(filterWords), "and")], "where");
}

/** A condition as a sentence. `nameOf`: how a segment or an audience is called, by its id. */
export function conditionWords(condition: DraftCondition, nameOf: (id: string) => string): string {
  const { not = false } = condition;
  switch (condition.kind) {
    case "property":
      return `${not ? "Not: their" : "Their"} ${pathText(condition.path)} ${testWords(condition.test)}`;
    case "field":
      return `${not ? "Not: " : ""}${personFields[condition.field].label} ${testWords(condition.test)}`;
    case "reachable":
      return `${not ? "Cannot be reached" : "Can be reached"} ${channelNames[condition.channel]}`;
    case "unsubscribed":
      return `${not ? "Did not unsubscribe" : "Unsubscribed"} ${channelNames[condition.channel]}`;
    case "segment":
      return `Is ${not ? "not " : ""}in the segment ${nameOf(condition.segmentId)}`;
    case "audience":
      return `Is ${not ? "not " : ""}in the audience ${nameOf(condition.audienceId)}`;
    case "did":
      return didWords(condition);
    case "inaction": {
      const { did, didNot, within, when, same } = condition;
      const done = [not ? "Not: did" : "Did", eventsAskedWords(did), when ? periodWords(when) : ""];
      const since = `and within ${spanWords(within)}, and since, not ${eventsAskedWords(didNot)}`;
      return [...done, since, same ? `of the same ${pathText(same.path)}` : ""].filter(Boolean).join(" ");
    }
  }
}

/** The conditions of a definition, joined as it joins them. */
export function definitionWords({ match = "all", groups }: Draft, nameOf: (id: string) => string): string {
  const join = (how: "all" | "any" | undefined) => (how === "any" ? " or " : " and ");
  const parts = groups
    .filter(({ conditions }) => conditions.length > 0)
    .map(({ match: how = "all", conditions, constant }) => {
      const sentence = conditions.map((each) => conditionWords(each, nameOf)).join(join(how));
      return constant ? `${sentence}, with the same ${pathText(constant.path)}` : sentence;
    });
  return (parts.length > 1 ? parts.map((part) => `(${part})`) : parts).join(join(match));
}
