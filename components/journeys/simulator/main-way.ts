import { spanMs } from "@/lib/delivery/when/moments.ts";
import type { JourneyDraft, JourneyEdge, JourneyNode } from "@/lib/journeys/document.ts";
import { edgesFrom, isEntry } from "@/lib/journeys/graph.ts";
import { JOURNEY_EVENT } from "@/lib/journeys/nodes/entry-journey/schema.ts";
import { isJsonObject, type Json, type JsonObject } from "@/lib/kernel/json.ts";
import type { EventLine } from "./script.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Asked = Pick<EventLine, "type" | "name"> & { properties: JsonObject };

function firstEvent(asked: Json | undefined): Asked | null {
  const events = isJsonObject(asked) && Array.isArray(asked.events) ? asked.events : [];
  const [first] = events.filter(isJsonObject);
  const type = first?.type === "page" || first?.type === "screen" ? first.type : "track";
  return first ? { type, name: typeof first.name === "string" ? first.name : "", properties: {} } : null;
}

/** A visit as a node by pages asks for it; null: the node is none of these. */
function visitOf({ page, pages, from }: JsonObject): Asked | null {
  const asked = [page, pages, from].find(isJsonObject);
  const part = asked && "referrer" in asked ? "referrer" : "url";
  const address = asked?.[part];
  return isJsonObject(address) && typeof address.value === "string"
    ? { type: "page", name: "Page", properties: address.value === "" ? {} : { [part]: address.value } }
    : null;
}

/** Those of which so many in a time are asked for. */
const isCounted = ({ settings: { pages, count } }: JourneyNode): boolean =>
  isJsonObject(pages) && typeof count === "number";

/** The event that takes somebody past a node by its first exit; null where none does. */
function eventOf({ settings }: JourneyNode): Asked | null {
  const [branch] = Array.isArray(settings.branches) ? settings.branches.filter(isJsonObject) : [];
  if (typeof settings.journeyId === "string" && settings.journeyId !== "") {
    const properties = { journeyId: settings.journeyId, moment: settings.when ?? "left" };
    return { type: "track", name: JOURNEY_EVENT, properties };
  }
  return visitOf(settings) ?? firstEvent(settings.did ?? branch?.did);
}

/** At most how long a wait takes; with a time of the clock it ends up to a day later. */
function waitMs(given: Json | undefined): number {
  if (!isJsonObject(given) || typeof given.count !== "number") {
    return 0;
  }
  const unit = (["minutes", "hours", "days"] as const).find((each) => each === given.unit);
  return unit ? spanMs({ count: given.count, unit }) + (typeof given.at === "string" ? DAY_MS : 0) : 0;
}

/** How long somebody stays at a node of the way without an event; a date that a property holds is not known. */
function stayMs(node: JourneyNode): number {
  const { until, within } = node.settings;
  if (!isJsonObject(until)) {
    return isCounted(node) ? 0 : waitMs(within);
  }
  if (until.kind === "clock") {
    return Array.isArray(until.weekdays) && until.weekdays.length > 0 ? 7 * DAY_MS : DAY_MS;
  }
  return until.kind === "duration"
    ? waitMs({ ...(isJsonObject(until.wait) ? until.wait : {}), at: until.at ?? null })
    : 0;
}

type Part = { node: JourneyNode; edge: JourneyEdge | undefined };

/** The nodes on the way that first exits make, from the entry on, each with the link that leads on. */
function mainWay(document: JourneyDraft): Part[] {
  const leaving = edgesFrom(document.edges);
  const way = new Map<string, Part>();
  let node = document.nodes.find(isEntry);
  while (node && !way.has(node.id)) {
    const edges: JourneyEdge[] = leaving.get(node.id) ?? [];
    const edge: JourneyEdge | undefined = edges.find(({ exit }) => exit === "yes") ?? edges[0];
    way.set(node.id, { node, edge });
    node = document.nodes.find(({ id }) => id === edge?.to);
  }
  return [...way.values()];
}

export type EventOnWay = Asked & { hours: number };

/**
 * The events that lead somebody through a journey on its main way, each an hour after they came to where it is waited for, in
 * hours from when `firstMs` is 0. `firstMs`: when the entry lets them in by the clock; null where the first event does.
 */
export function eventsOnWay(document: JourneyDraft, firstMs: number | null): EventOnWay[] {
  let ms = firstMs === null ? 0 : firstMs + HOUR_MS;
  return mainWay(document).flatMap(({ node, edge }) => {
    const event = eventOf(node);
    const isAsked = event !== null && (event.name !== "" || event.type !== "track");
    const hours = Math.ceil(ms / HOUR_MS);
    ms += (isAsked ? HOUR_MS : 0) + stayMs(node) + waitMs(edge?.delay ?? undefined);
    const times = isCounted(node) ? Number(node.settings.count) : 1;
    return isAsked ? Array.from({ length: times }, () => ({ ...event, hours })) : [];
  });
}
