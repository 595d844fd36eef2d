import { z } from "zod";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { eventFilter, eventRef, type PropertyPath } from "../../segments/definition.ts";
import { MOST_WORTH } from "../../segments/sql/worth-sql.ts";
import { type Clocks, passes, singlesAt, sumAt } from "./passes.ts";

/** An event as journeys see it: JSON, so that it can be kept with whoever waits by it. */
export type JourneyEvent = {
  type: "track" | "page" | "screen";
  name: string;
  /** ISO 8601, UTC: when it happened, by the sender's word. */
  at: string;
  /** The same of when it came; where that is not known, it is looked at as it comes. */
  received?: string;
  properties: JsonObject;
  context: JsonObject;
};

export const eventsAsked = z.object({
  events: z.array(eventRef).min(1, "Choose an event").max(10, "At most 10 events").describe("Any of these"),
  where: z.array(eventFilter).max(10, "At most 10 filters").default([]),
});
export type EventsAsked = z.output<typeof eventsAsked>;

/** What somebody waits for; `key`: only such an event whose property has this value. */
export type WaitedEvent = {
  type: JourneyEvent["type"];
  name: string | null;
  key: { path: PropertyPath; value: string } | null;
};

/** Whether an event is one of those that are named, whatever its properties. */
export function isNamed(event: JourneyEvent, { events }: Pick<EventsAsked, "events">): boolean {
  return events.some(({ type, name }) => type === event.type && (name === null || name === event.name));
}

/** Whether an event is one that is asked for, its filters included. */
export function isAsked(event: JourneyEvent, asked: EventsAsked, clocks: Clocks): boolean {
  return (
    isNamed(event, asked) && asked.where.every(({ of, path, test }) => passes(event[of], path, test, clocks))
  );
}

/** What an event is worth that reached a goal; null where the goal names no property that says it. */
export function worthOf(
  { properties }: JourneyEvent,
  { revenue }: { revenue: PropertyPath | null },
): number | null {
  return revenue && Math.min(Math.max(sumAt(properties, revenue), -MOST_WORTH), MOST_WORTH);
}

/** Whoever waits by more waits by the first of them. */
const MOST_KEYS = 50;

const keyText = (value: Json): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** The texts, one for each single value of a property, that two events are held together by (decision 070). */
export function keysOf(event: JourneyEvent | null, path: PropertyPath): string[] {
  const values = event ? singlesAt(event.properties, path) : [];
  return [...new Set(values.map(keyText))].slice(0, MOST_KEYS);
}

/** What somebody waits for who waits by one of these keys, or by none at all. */
export function waitedFor(
  { events }: Pick<EventsAsked, "events">,
  by: { path: PropertyPath; keys: readonly string[] } | null,
): WaitedEvent[] {
  const keys = by ? by.keys.map((value) => ({ path: by.path, value })) : [null];
  return events.flatMap(({ type, name }) => keys.map((key) => ({ type, name, key })));
}

/** Whether an event wakes whoever waits for this. */
export function wakes(waited: WaitedEvent, event: JourneyEvent): boolean {
  return (
    waited.type === event.type &&
    (waited.name === null || waited.name === event.name) &&
    (waited.key === null || keysOf(event, waited.key.path).includes(waited.key.value))
  );
}
