import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import { eventFilter, eventRef, type PropertyPath } from "../../segments/definition.ts";
import { type Clocks, passes, valueAt } from "./passes.ts";

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

/**
 * A property's value as the text that two events are held together by; null where it has none. 7 and "7" are one, since one
 * event comes of a site and the other of a server: as campaigns hold them, while `same` of a segment asks for the very value.
 */
export function keyOf(event: JourneyEvent | null, path: PropertyPath): string | null {
  const value = event ? valueAt(event.properties, path) : null;
  return value === null || value === "" ? null : String(value);
}

export function waitedFor({ events }: Pick<EventsAsked, "events">, key: WaitedEvent["key"]): WaitedEvent[] {
  return events.map(({ type, name }) => ({ type, name, key }));
}

/** Whether an event wakes whoever waits for this. */
export function wakes(waited: WaitedEvent, event: JourneyEvent): boolean {
  return (
    waited.type === event.type &&
    (waited.name === null || waited.name === event.name) &&
    (waited.key === null || keyOf(event, waited.key.path) === waited.key.value)
  );
}
