import { frequency } from "@/lib/delivery/when/frequency.ts";
import { recurrence } from "@/lib/delivery/when/schema.ts";
import { journeyGoal, journeySettings } from "@/lib/journeys/document.ts";
import { eventsAsked } from "@/lib/journeys/matching/events.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { dateWords } from "@/lib/journeys/nodes/dates.ts";
import { addressWords } from "@/lib/journeys/nodes/pages.ts";
import { peopleAsked } from "@/lib/journeys/nodes/people-asked.ts";
import { objectsIn, pathWords, textIn, waitWords } from "@/lib/journeys/nodes/phrases.ts";
import type { ChangedPart } from "@/lib/journeys/seeing/changed-parts.ts";
import { isJsonObject, type Json, type JsonObject } from "@/lib/kernel/json.ts";
import { journeyCompareMessages as words } from "@/lib/messages/journey-compare.ts";
import { definition, type EventFilter } from "@/lib/segments/definition.ts";
import { filterWords, testWords } from "@/lib/segments/test-words.ts";
import { valueTest } from "@/lib/segments/value-test.ts";
import { recurrenceWords, slotWords, wallWords } from "../../form/when/time-words.ts";
import { definitionWords, eventsAskedWords } from "../../segments/words.ts";

type Telling = { nameOf: (id: string) => string; zone: string };
type Tell = (value: Json, telling: Telling) => string | null;

const named = (id: Json | undefined, { nameOf }: Telling): string => nameOf(textIn(id)) || words.unknown;
const listed = (value: Json): string[] => (Array.isArray(value) ? value.map(String) : []);

function peopleWords(value: Json | undefined, telling: Telling): string | null {
  const read = peopleAsked.safeParse(value).data;
  if (!read) {
    return null;
  }
  return read.kind === "saved"
    ? named(read.segmentId, telling)
    : definitionWords(read.definition, telling.nameOf);
}

/** Events with their filters and, of what shows that a path works, the time for it. */
function askedWords(value: Json): string | null {
  const read = eventsAsked.safeParse(value).data;
  const within = isJsonObject(value) && value.within ? `, within ${waitWords(value.within)}` : "";
  return read ? eventsAskedWords(read) + within : null;
}

function conditionsWords(value: Json): string {
  return objectsIn(value)
    .map(({ of, path, test }) => {
      const read = valueTest.safeParse(test).data;
      return `${of === "event" ? words.ofEvent : words.theirs} ${pathWords(path)} ${read ? testWords(read) : "…"}`;
    })
    .join("; ");
}

const keyWords: Tell = (value) =>
  isJsonObject(value) ? words.sameAs(pathWords(value.mine), pathWords(value.theirs)) : null;

/** A path of a split, or a way of a wait, that is there on one side only. */
function branchWords(value: Json): string | null {
  if (!isJsonObject(value)) {
    return null;
  }
  const { percent, conditions, did, key } = value;
  if (conditions !== undefined) {
    return conditionsWords(conditions);
  }
  return did === undefined
    ? `${String(percent)} %`
    : [askedWords(did), keyWords(key ?? null, { nameOf: String, zone: "UTC" })].filter(Boolean).join(", ");
}

/** Pages by their address, or by that of the page before; where none is asked for they are any. */
function pageAskedWords(value: Json): string | null {
  if (!isJsonObject(value)) {
    return null;
  }
  const address = value.referrer ?? value.url;
  const isAny = isJsonObject(address) && address.value === "";
  const filters = objectsIn(value.where).map((each) => filterWords(each as EventFilter));
  return [isAny ? words.anyPage : addressWords(address), ...filters].join(", ");
}

function timelineWords(value: Json, { zone }: Telling): string | null {
  if (!isJsonObject(value)) {
    return null;
  }
  if (value.kind === "dates") {
    return words.dates(listed(value.dates ?? null).map((at) => wallWords(at, zone)));
  }
  const recurring = recurrence.safeParse(value.recurrence).data;
  if (recurring) {
    return recurrenceWords(recurring, zone);
  }
  const at = textIn(value.at);
  return at === "" ? words.once.now : words.once.at(wallWords(at, zone));
}

function frequencyWords(value: Json): string | null {
  const read = frequency.safeParse(value).data;
  return read?.kind === "times"
    ? words.times(read.times)
    : read?.kind === "interval"
      ? words.interval(read.minutes)
      : read
        ? words.every
        : null;
}

function reentryWords(value: Json): string | null {
  const read = journeySettings.shape.reentry.safeParse(value).data;
  return read?.kind === "after_exit"
    ? read.rest
      ? words.rest(waitWords(read.rest))
      : words.again
    : read
      ? words.never
      : null;
}

function goalWords(value: Json, telling: Telling): string | null {
  const read = journeyGoal.safeParse(value).data;
  if (!read) {
    return null;
  }
  return [
    read.events.length > 0 ? words.by(eventsAskedWords(read)) : "",
    read.revenue ? words.worth(pathWords(read.revenue)) : "",
    read.people ? words.whoAre(peopleWords(read.people as Json, telling) ?? "") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function controlWords(value: Json): string | null {
  const read = journeySettings.shape.controlGroups.safeParse(value).data;
  return read
    ? [
        read.system ? words.control.system : "",
        read.custom.length > 0 ? words.control.custom(read.custom.length) : "",
        read.percent === null ? "" : words.control.percent(read.percent),
      ]
        .filter(Boolean)
        .join(", ")
    : null;
}

function quietWords(value: Json): string | null {
  const read = journeySettings.shape.quiet.safeParse(value).data;
  return read ? `${read.hours.map(slotWords).join("; ")}, ${words.quiet[read.mode]}` : null;
}

/** A delay as its node's face says it. */
const delayWords: Tell = (until) => kindOf("delay")?.words({ until }) ?? null;

const date: Tell = (value) =>
  isJsonObject(value)
    ? [
        `${value.of === "event" ? words.ofEvent : words.theirs} ${dateWords(value)}`,
        value.yearly ? words.yearly : "",
      ]
        .filter(Boolean)
        .join(", ")
    : null;

const pairWords = (value: Json): string | null => (isJsonObject(value) ? textIn(value.value) : null);
const wait: Tell = (value) => (isJsonObject(value) ? waitWords(value) : null);
const asked: Tell = (value) => askedWords(value);
const percent: Tell = (value) => `${String(value)} %`;
const ofId: Tell = (value, telling) => named(value, telling);
const list: Tell = (value) => listed(value).join(", ");

/** How a value is said, by the key of its setting; others are said as they are. */
const tellings: Record<string, Tell> = {
  ...{ did: asked, didNot: asked, goal: asked },
  also: (value) => objectsIn(value).map(askedWords).join("; "),
  filter: (value, { nameOf }) => {
    const read = definition.safeParse(value).data;
    return read ? definitionWords(read, nameOf) : null;
  },
  ...{ timeout: wait, within: wait, waitFor: wait },
  same: pathWords,
  people: peopleWords,
  timeline: timelineWords,
  ...{ page: pageAskedWords, pages: pageAskedWords, from: pageAskedWords },
  date,
  until: delayWords,
  ...{ journeyId: ofId, audienceId: ofId },
  ...{ paths: branchWords, branches: branchWords, conditions: conditionsWords, key: keyWords, percent },
  order: list,
  updates: (value) =>
    isJsonObject(value) ? `${words.how[String(value.how)] ?? ""} ${textIn(value.value)}`.trim() : null,
  connections: (value, telling) =>
    isJsonObject(value)
      ? Object.values(value)
          .map((id) => named(id, telling))
          .join(", ")
      : null,
  frequency: frequencyWords,
  attributes: (value) =>
    isJsonObject(value)
      ? (words.attributes[String(value.which)] ?? listed(value.names ?? null).join(", "))
      : null,
  ...{ identifiers: list, tokens: list, platforms: list },
  ...{ keyValues: pairWords, fields: pairWords },
  headers: (value) => (isJsonObject(value) && value.isSecret ? words.secret : pairWords(value)),
  auth: (value) =>
    isJsonObject(value) && value.kind === "basic" ? words.basic(textIn(value.user)) : words.noAuth,
  body: (value) => (isJsonObject(value) ? textIn(value.text) || String(value.kind) : String(value)),
  reentry: reentryWords,
  goals: goalWords,
  cap: (value) =>
    isJsonObject(value) ? (words.caps[String(value.kind)]?.(Number(value.people)) ?? null) : null,
  controlGroups: controlWords,
  quiet: quietWords,
};

/** What has no words of its own, as "key: value". */
function plainWords(value: Json): string {
  if (Array.isArray(value)) {
    return value.map(plainWords).join(", ");
  }
  if (isJsonObject(value)) {
    return Object.entries(value as JsonObject)
      .map(([key, each]) => `${key}: ${plainWords(each)}`)
      .join(", ");
  }
  return value === null || value === ""
    ? words.none
    : typeof value === "boolean"
      ? value
        ? words.yes
        : words.no
      : String(value);
}

/** What a setting of a step, or of the journey as a whole, is called: "Share · Path 1". */
export function partLabel({ field, of }: Pick<ChangedPart, "field" | "of">, whole = false): string {
  const name = (whole ? words.ofJourney[field] : undefined) ?? words.fields[field] ?? field;
  return [name, of].filter(Boolean).join(" · ");
}

/** What a setting is or was, as its author reads it. */
export function partWords(field: string, value: Json, telling: Telling): string {
  const isNothing = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (isNothing) {
    return field === "filter" ? words.everybody : words.none;
  }
  const choice = typeof value === "string" ? words.choices[field]?.[value] : undefined;
  return choice ?? (tellings[field]?.(value, telling) || plainWords(value));
}

const SHORT = 140;
const AROUND = 40;

/** Of two long texts the place where they differ, with a little of what stands around it. */
export function whereTheyDiffer(before: string, after: string): [string, string] {
  if (before.length <= SHORT && after.length <= SHORT) {
    return [before, after];
  }
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail += 1;
  }
  const from = Math.max(0, head - AROUND);
  const piece = (text: string): string => {
    const to = Math.min(text.length, text.length - tail + AROUND);
    const cut = text.slice(from, to);
    const shown = cut.length > SHORT * 4 ? `${cut.slice(0, SHORT * 4)} …` : cut;
    return `${from > 0 ? "… " : ""}${shown}${to < text.length && shown === cut ? " …" : ""}`;
  };
  return [piece(before), piece(after)];
}
