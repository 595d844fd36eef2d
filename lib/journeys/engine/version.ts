import { isJsonObject, type Json } from "../../kernel/json.ts";
import { blankJourney } from "../blank.ts";
import {
  type JourneyDocument,
  type JourneyDraft,
  type JourneyGoal,
  journeyDocument,
  journeySettings,
} from "../document.ts";
import { isEntry } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";
import { engaged } from "../nodes/engagement/runtime.ts";
import { entryDateTimeKind } from "../nodes/entry-date-time/schema.ts";
import { partOf } from "../nodes/node-kind.ts";
import { questionOf } from "../nodes/people-asked.ts";
import type { Question } from "../nodes/step.ts";
import { type OpenJourney, openJourney } from "../open-journey.ts";
import { whyUnreadable } from "../unreadable.ts";

/** How events are written where they are waited for: "track AddToCart", "page *". */
export const eventWord = ({ type, name }: { type: string; name: string | null }): string =>
  `${type} ${name ?? "*"}`;
/** Waits for any event. */
export const ANY_EVENT = "*";

/** Waits for a change of the person's profile. */
export const PROFILE = "profile";

export type PastGoal = { goal: JourneyGoal; question: Question };

/** Goals by past behaviour, with whom they ask for. */
export const pastGoalsOf = ({ settings }: JourneyDocument): PastGoal[] =>
  settings.goals.flatMap((goal) => (goal.people ? [{ goal, question: questionOf(goal.people) }] : []));

/** A version of a journey, read once for all who walk through it. */
export type OpenVersion = {
  journeyId: string;
  number: number;
  /** What it is counted by. */
  of: { journeyId: string; version: number };
  document: JourneyDocument;
  open: OpenJourney;
  /** With which events people may enter, as words; null: they do not enter by events. */
  beginsBy: ReadonlySet<string> | null;
  /** People enter by dates of their own: what the property that holds them begins with. */
  dateRoot: string | null;
  /** All events that may mean something to whoever is in it, or comes into it, as words. */
  words: ReadonlySet<string>;
  /** Events of its goals, as words. */
  goalWords: readonly string[];
  /** Its goals by past behaviour, which are looked at each midnight. */
  pastGoals: readonly PastGoal[];
  /** Which journey's moments let people in: "<journey> left"; null: none does. */
  hearsJourney: string | null;
  /** What sends the messages of a node. */
  senders: ReadonlyMap<string, string>;
  /** Why it cannot be read any more, as a sentence: whoever is in it stays where they are, and nobody enters. */
  unreadable: string | null;
};

/** Events that settings name, however deep; more than a node waits for is no harm. */
function namedIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(namedIn);
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const { type, name } = value;
  const isEvent = type === "track" || type === "page" || type === "screen";
  return isEvent && (typeof name === "string" || name === null)
    ? [eventWord({ type, name })]
    : Object.values(value).flatMap(namedIn);
}

function wordsOf({ nodes, settings }: JourneyDocument): string[] {
  const own = nodes.flatMap((node) => [
    ...namedIn(node.settings),
    ...(kindOf(node.kind)?.hearsVisits ? [eventWord({ type: "page", name: null })] : []),
    ...(kindOf(node.kind)?.channel ? engaged.map(eventWord) : []),
  ]);
  return [...own, ...settings.goals.flatMap((goal) => goal.events.map(eventWord))];
}

/** With which events people may enter, as words; null: they do not enter by events. */
export function beginsByOf({ nodes }: JourneyDocument): ReadonlySet<string> | null {
  const entry = nodes.find(isEntry);
  const kind = entry && kindOf(entry.kind);
  const events = kind && entry ? kind.beginsBy(kind.settings.parse(entry.settings)) : null;
  return events && new Set(events.map(eventWord));
}

/** A version that cannot be read, as far as those who are in it need it to be held: what they wait for is kept for them. */
function heldVersion(
  journeyId: string,
  number: number,
  { draft, senders, why }: { draft: JourneyDraft; senders: ReadonlyMap<string, string>; why: string },
): OpenVersion {
  const settings = partOf(journeySettings, draft.settings) ?? journeySettings.parse(blankJourney().settings);
  const document = { ...draft, settings } as JourneyDocument;
  return {
    ...{ journeyId, number, document, senders, of: { journeyId, version: number }, unreadable: why },
    get open(): OpenJourney {
      throw new Error(why);
    },
    ...{ beginsBy: null, dateRoot: null, hearsJourney: null },
    words: new Set(wordsOf(document)),
    goalWords: document.settings.goals.flatMap((goal) => goal.events.map(eventWord)),
    pastGoals: [],
  };
}

/** Reads a version. One that an earlier Junction let through and this one would refuse is held, and says why. */
export function openVersion(
  journeyId: string,
  number: number,
  draft: JourneyDraft,
  senders: ReadonlyMap<string, string>,
): OpenVersion {
  const why = whyUnreadable(draft, number);
  if (why !== null) {
    return heldVersion(journeyId, number, { draft, senders, why });
  }
  const document = journeyDocument.parse(draft);
  const entry = document.nodes.find(isEntry);
  const beginsBy = beginsByOf(document);
  const heard = entry?.settings;
  return {
    ...{ journeyId, number, document, senders, of: { journeyId, version: number }, unreadable: null },
    open: openJourney(document),
    beginsBy,
    dateRoot:
      entry?.kind === entryDateTimeKind.id
        ? (entryDateTimeKind.settings.parse(entry.settings).date.path[0] ?? null)
        : null,
    words: new Set([...wordsOf(document), ...(beginsBy ?? [])]),
    goalWords: document.settings.goals.flatMap((goal) => goal.events.map(eventWord)),
    pastGoals: pastGoalsOf(document),
    hearsJourney:
      isJsonObject(heard) && typeof heard.journeyId === "string" && typeof heard.when === "string"
        ? `${heard.journeyId} ${heard.when}`
        : null,
  };
}

/** Whether an event is one of those that words name. */
export const isAmong = (words: ReadonlySet<string>, event: { type: string; name: string }): boolean =>
  words.has(eventWord(event)) || words.has(`${event.type} *`);
