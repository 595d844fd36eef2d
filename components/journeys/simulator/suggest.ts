import { momentOf } from "@/lib/delivery/when/moments.ts";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { entryTimes } from "@/lib/journeys/entry-times.ts";
import { isEntry } from "@/lib/journeys/graph.ts";
import { entryDateTimeKind } from "@/lib/journeys/nodes/entry-date-time/schema.ts";
import { partOf } from "@/lib/journeys/nodes/node-kind.ts";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { eventsOnWay } from "./main-way.ts";
import { type EventLine, madeUpPerson, readProperties, type Script } from "./script.ts";

const DAY_MS = 86_400_000;
const FAR_MS = 400 * DAY_MS;
const [SHORTEST_DAYS, LONGEST_DAYS] = [60, 366];
const MOST_EVENTS = 50;
/** Whoever has a birthday is of age, and 29 February stays one. */
const YEARS = 28;

type Asked = { document: JourneyDraft; start: string; zone: string };

/** A moment as a field of day and time has it, on the clocks of a zone. */
export function onClocks(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" })
    .format(moment)
    .replace(" ", "T");
}

/** When the entry lets people in by the clock: the next time from a moment on, or the last one before it; null: it does not. */
function letsIn({ document, start, zone }: Asked): Date | null {
  const from = momentOf(start, zone);
  if (Number.isNaN(from.getTime())) {
    return null;
  }
  const next = entryTimes(document, zone, from, new Date(from.getTime() + FAR_MS))[0];
  return next ?? entryTimes(document, zone, new Date(from.getTime() - FAR_MS), from).at(-1) ?? null;
}

/** The events that lead somebody through a journey on its main way, if the clock begins at `start`. */
export function suggestedEvents(asked: Asked): EventLine[] {
  const first = letsIn(asked);
  const firstMs = first && Math.max(0, first.getTime() - momentOf(asked.start, asked.zone).getTime());
  return eventsOnWay(asked.document, firstMs)
    .slice(0, MOST_EVENTS)
    .map(({ hours, properties, ...event }, index) => ({
      ...event,
      key: `event${index + 1}`,
      ...(hours > 48 && hours % 24 === 0
        ? { count: hours / 24, unit: "days" as const }
        : { count: hours, unit: "hours" as const }),
      properties: Object.keys(properties).length === 0 ? "" : JSON.stringify(properties, null, 2),
    }));
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The next day from `start` on at which a journey by a date of the person begins, and what they hold for it to be that day. */
function ownDate({ document, start }: Asked): { start: string; properties: JsonObject } | null {
  const entry = document.nodes.find(isEntry);
  const date =
    entry?.kind === "entry_date_time" ? partOf(entryDateTimeKind.settings, entry.settings)?.date : undefined;
  if (!date) {
    return null;
  }
  const [today = "", now = ""] = start.split("T");
  const time = date.at ?? "00:00";
  const day = time < now ? dayAfter(today, 1) : today;
  const held = dayAfter(day, -date.days);
  const value = date.yearly ? `${Number(held.slice(0, 4)) - YEARS}${held.slice(4)}` : held;
  const properties = date.path.reduceRight<JsonObject | string>((inner, key) => ({ [key]: inner }), value);
  return typeof properties === "string" ? null : { start: `${day}T${time}`, properties };
}

function personWith(properties: JsonObject): Script["person"] {
  const own = readProperties(madeUpPerson.properties);
  return { ...madeUpPerson, properties: JSON.stringify({ ...own, ...properties }, null, 2) };
}

/**
 * A script in which somebody walks a journey's main way. The clock begins at `now`, on the clocks of `zone`; where the journey
 * has times of its own, at the next of them, and where people have, the person has one.
 */
export function suggestedScript(document: JourneyDraft, now: string, zone: string): Script {
  const own = ownDate({ document, start: now, zone });
  const first = own ? null : letsIn({ document, start: now, zone });
  const start = own?.start ?? (first ? onClocks(first, zone) : now);
  const events = suggestedEvents({ document, start, zone });
  const lastDay = Math.max(0, ...events.map(({ count, unit }) => (unit === "days" ? count : count / 24)));
  return {
    ...{ start, events, answers: {}, ends: {}, paths: {} },
    person: own ? personWith(own.properties) : madeUpPerson,
    days: Math.min(LONGEST_DAYS, Math.max(SHORTEST_DAYS, Math.ceil(lastDay) + 1)),
  };
}
