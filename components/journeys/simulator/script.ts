import { momentOf, spanMs } from "@/lib/delivery/when/moments.ts";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { MessageEnd, SimulateJourney } from "@/lib/journeys/simulate/schema.ts";
import { isJsonObject, type JsonObject } from "@/lib/kernel/json.ts";

export type SpanUnit = "minutes" | "hours" | "days";

/** An event of a script: so long after the clock began. `properties` as they were typed. */
export type EventLine = {
  key: string;
  type: "track" | "page" | "screen";
  name: string;
  count: number;
  unit: SpanUnit;
  properties: string;
};

/** What is tried: who, what they do and when, and what is assumed of the rest. */
export type Script = {
  person:
    | { kind: "known"; id: string | null }
    | { kind: "made_up"; userId: string; email: string; zone: string; properties: string };
  /** On the workspace's clocks: 2026-03-02T09:00. */
  start: string;
  days: number;
  events: EventLine[];
  answers: Record<string, boolean>;
  ends: Record<string, MessageEnd>;
  paths: Record<string, string>;
};

export const madeUpPerson: Extract<Script["person"], { kind: "made_up" }> = {
  ...{ kind: "made_up", userId: "asha-1", email: "asha@example.com", zone: "" },
  properties: JSON.stringify({ name: "Asha" }, null, 2),
};

/** What was typed as an object; null where it is none. */
export function readProperties(text: string): JsonObject | null {
  if (text.trim() === "") {
    return {};
  }
  try {
    const read: unknown = JSON.parse(text);
    return isJsonObject(read) ? read : null;
  } catch {
    return null;
  }
}

/** What keeps a script from being tried: fields by their names. */
export type ScriptProblems = {
  person?: true;
  start?: true;
  days?: true;
  properties?: true;
  events: string[];
};

export function problemsOf({ person, start, days, events }: Script): ScriptProblems {
  return {
    ...(person.kind === "known" && person.id === null && { person: true }),
    ...(!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(start) && { start: true }),
    ...((days < 1 || days > 366 || !Number.isInteger(days)) && { days: true }),
    ...(person.kind === "made_up" && readProperties(person.properties) === null && { properties: true }),
    events: events
      .filter(({ name, properties }) => name.trim() === "" || readProperties(properties) === null)
      .map(({ key }) => key),
  };
}

export const isReady = ({ events, ...fields }: ScriptProblems): boolean =>
  events.length === 0 && Object.keys(fields).length === 0;

/** A script as the server takes it. */
export function inputOf(
  script: Script,
  journey: { journeyId: string; document: JourneyDraft; name: string },
  timeZone: string,
): SimulateJourney {
  const from = problemsOf(script).start ? new Date(0) : momentOf(script.start.slice(0, 16), timeZone);
  const { person, days, answers, ends, paths } = script;
  return {
    ...{ ...journey, days, answers, ends, paths, from: from.toISOString() },
    person:
      person.kind === "known"
        ? { kind: "known", person: person.id ?? "" }
        : {
            kind: "made_up",
            ids: { user_id: person.userId.trim(), email: person.email.trim() },
            properties: readProperties(person.properties) ?? {},
            zone: person.zone || null,
          },
    events: script.events.map(({ type, name, count, unit, properties }) => ({
      ...{ type, name: name.trim(), properties: readProperties(properties) ?? {} },
      at: new Date(from.getTime() + spanMs({ count, unit })).toISOString(),
    })),
  };
}
