import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import { propertyPath } from "../../segments/definition.ts";
import { after, wait } from "../clocks.ts";
import { eventsAsked, isAsked, keysOf, waitedFor, wakes } from "../matching/events.ts";
import { askedWords, pathWords, waitWords } from "./phrases.ts";
import { go, type Step, type StepContext } from "./step.ts";

export const inactionShape = {
  did: eventsAsked,
  didNot: eventsAsked,
  within: wait,
  same: propertyPath.nullable().default(null).describe("Only with the same value of this property"),
};
type Inaction = z.output<z.ZodObject<typeof inactionShape>>;

export const blankInaction = {
  did: { events: [], where: [] },
  didNot: { events: [], where: [] },
  within: { count: 1, unit: "hours" },
  same: null,
};

export const inactionWords = ({ did, didNot, within, same }: JsonObject): string =>
  `does ${askedWords(did)} and not ${askedWords(didNot)} in ${waitWords(within)}${same ? `, of the same ${pathWords(same)}` : ""}`;

/** What is kept from the one event until the time for the other one is over. */
const kept = z.object({
  at: z.iso.datetime(),
  key: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .describe("Of what; a list where it was of several"),
});

const keptKey = (keys: string[]): string | string[] | null => (keys.length > 1 ? keys : (keys[0] ?? null));

/** From the one event on: waits for the other one, which makes it a No. */
export function afterFirst(settings: Inaction, state: JsonObject, context: StepContext): Step {
  const { at, key } = kept.parse(state);
  const { didNot, within, same } = settings;
  const { event } = context;
  const keys = key === null ? [] : [key].flat();
  const waited = waitedFor(didNot, same && { path: same, keys });
  const isLater = event?.received === undefined || event.received >= at;
  if (event && isLater && waited.some((each) => wakes(each, event)) && isAsked(event, didNot, context)) {
    return go("no", `did ${event.name} in time`);
  }
  return {
    do: "wait",
    for: waited,
    until: after(new Date(at), within, context.zone),
    onTimeout: "yes",
    state,
    because: "waits whether it is followed by the other event",
  };
}

/**
 * The one event has come: it is what `Event` means if the other one does not. The time for that counts from when it came, not
 * from when a worker looks at it.
 */
export function startWaiting(settings: Inaction, context: StepContext): Step {
  const { event, now } = context;
  const { same } = settings;
  const cameMs = event?.received === undefined ? now.getTime() : Date.parse(event.received);
  const at = new Date(Math.min(cameMs, now.getTime())).toISOString();
  const state = { at, key: same ? keptKey(keysOf(event, same)) : null };
  const step = afterFirst(settings, state, { ...context, event: null });
  return step.do === "wait" ? { ...step, takes: true } : step;
}
