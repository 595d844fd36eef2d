import type { JsonObject } from "../../kernel/json.ts";
import { after, type Wait } from "../clocks.ts";
import type { JourneyEvent } from "../matching/events.ts";
import type { Exit } from "./node-kind.ts";
import type { StepContext } from "./step.ts";

const exitsWith = (no: Pick<Exit, "linked">, { timeout }: JsonObject): Exit[] => [
  { id: "yes", label: "Yes", needed: true },
  { id: "no", label: "No", ...no },
  ...(timeout ? [{ id: "timeout", label: "Node timeout", linked: true as const }] : []),
];

/** Contracts §10.2: the exits of segment nodes; that of the timeout is there where one is set. */
export const segmentExits = (draft: JsonObject): Exit[] => exitsWith({}, draft);

/** The same of nodes at which people wait on, rather than leave by a No that leads nowhere. */
export const waitingExits = (draft: JsonObject): Exit[] => exitsWith({ linked: true }, draft);

/** Until when somebody stays at a node; a timeout acts only where its exit is connected. */
export function timeoutOf(
  timeout: Wait | null,
  { since, zone, connected }: StepContext,
): { until: Date | null; onTimeout: string | null } {
  return timeout !== null && connected("timeout")
    ? { until: after(since, timeout, zone), onTimeout: "timeout" }
    : { until: null, onTimeout: null };
}

/** Why somebody whose event begins a journey is not let in, as paths and refusals say it. */
export const whyNotIn = {
  old: "the event is too old to begin a journey",
  others: "the person is not one of those whom the entry means",
  segment: "the person is not in the segment",
} as const;

/** An event that was older than this when it came, or from the future, begins no journey (contracts §1.4). */
const FUTURE_MS = 2 * 60_000;
export function isFresh({ event, now, freshMinutes }: StepContext): boolean {
  // Not when it is looked at: a worker that was away does not make it old.
  const came = event?.received === undefined ? now.getTime() : Date.parse(event.received);
  const age = event ? came - Date.parse(event.at) : 0;
  return age <= freshMinutes * 60_000 && age >= -FUTURE_MS;
}

/**
 * Whether an event happened before somebody came in, by more than an event may be old that lets them in: what is written of the
 * past afterwards moves nobody (contracts §1.4).
 */
export const isBackdated = (event: JourneyEvent, since: Date, freshMinutes: number): boolean =>
  Date.parse(event.at) < since.getTime() - freshMinutes * 60_000;
