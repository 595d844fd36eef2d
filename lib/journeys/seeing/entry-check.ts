import type { Ctx } from "../../context.ts";
import { inZone } from "../../kernel/in-zone.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { JourneyNode } from "../document.ts";
import type { JourneyEvent } from "../matching/events.ts";
import { kindOf } from "../nodes/catalog.ts";
import { entryPageCountKind } from "../nodes/entry-page-count/schema.ts";
import type { Named } from "../nodes/mentions.ts";
import { runtimes } from "../nodes/runtimes.ts";
import type { Step, StepContext } from "../nodes/step.ts";
import { newestEvents } from "./path-store.ts";

type Found = { passes: boolean | null; detail: string };
type Asked = {
  entry: JourneyNode;
  people: readonly string[];
  person: { id: string; properties: JsonObject };
  /** The clocks that count for the person. */
  zone: string;
  named: Named;
};

/** So many of what came last are looked at: more is not what somebody means who asks why a person is not in it. */
const LOOKED_AT = 50;

/** Takes the entry's own step, as the engine does; whom it means is asked for by itself, and so is how old an event may be. */
function stepper(
  { entry, person, zone }: Asked,
  now: Date,
): (event: JourneyEvent | null, state?: JsonObject | null) => Step {
  const step = runtimes.get(entry.kind)?.open(entry.settings);
  const standing: Omit<StepContext, "event" | "last" | "state"> = {
    ...{ personId: person.id, properties: person.properties, messageId: "", zone },
    ...{ now, since: now, outcome: null, chance: 0, weights: null, quiet: null, clock: null },
    freshMinutes: Number.POSITIVE_INFINITY,
    connected: () => true,
    answer: () => true,
  };
  return (event, state = null) =>
    step?.({ ...standing, event, last: event, state }) ?? { do: "end", because: "this entry is not known" };
}

/** Why what somebody did did not begin the journey after all: they did something else meanwhile; null: it did, or may still. */
async function undoneBy(ctx: Ctx, asked: Asked, event: JourneyEvent, first: Step): Promise<string | null> {
  if (first.do !== "wait") {
    return null;
  }
  const { until, state } = first;
  const step = stepper(asked, ctx.clock.now());
  const later = await newestEvents(ctx.db, { ...ctx, people: asked.people }, first.for, LOOKED_AT);
  const ended = later
    .filter(({ at }) => at > event.at && (until === null || at < until.toISOString()))
    .map((each) => step(each, state))
    .find((each) => each.do === "end");
  return ended?.do === "end" ? ended.because : null;
}

/** Where somebody stands whose visits are counted, of which one alone begins nothing; null: they came in with one of these. */
function missingVisits(step: ReturnType<typeof stepper>, done: readonly JourneyEvent[]): string | null {
  let state: JsonObject | null = null;
  for (const each of done.toReversed()) {
    const made = step(each, state);
    if (made.do === "go") {
      return null;
    }
    state = made.do === "wait" ? made.state : state;
  }
  const made = step(null, state);
  return made.do === "wait" || made.do === "end" ? made.because : null;
}

/** What somebody did last of that by which people enter, and whether it is what the entry asks for. */
export async function eventCheck(
  ctx: Ctx,
  asked: Asked,
  events: readonly { type: string; name: string | null }[],
): Promise<Found> {
  const { entry, zone, named } = asked;
  const rule = `${kindOf(entry.kind)?.words(entry.settings, named)}.`;
  const step = stepper(asked, ctx.clock.now());
  const done = await newestEvents(ctx.db, { ...ctx, people: asked.people }, events, LOOKED_AT);
  const [last] = done;
  if (!last) {
    return { passes: false, detail: `${rule} The person has not done so yet.` };
  }
  const fitting = done.find((each) => step(each).do !== "end");
  if (!fitting) {
    const at = inZone(new Date(last.at), zone);
    return { passes: false, detail: `${rule} The last such event, at ${at}, does not fit that.` };
  }
  const at = inZone(new Date(fitting.at), zone);
  const isCount = entry.kind === entryPageCountKind.id;
  const missing = isCount ? missingVisits(step, done) : null;
  if (missing !== null) {
    return { passes: false, detail: `${rule} The last such visit was at ${at}. The person ${missing}.` };
  }
  const undone = await undoneBy(ctx, asked, fitting, step(fitting));
  return undone === null
    ? {
        passes: null,
        detail: `${rule} The last time was at ${at}. ${isCount ? "As many again" : "Another one"} would begin the journey.`,
      }
    : { passes: false, detail: `${rule} The last time was at ${at}, and then the person ${undone}.` };
}

/** When a date of somebody's own comes, where that is what people enter by. */
export function dateCheck(ctx: Ctx, asked: Asked): Found {
  const { entry, zone, named } = asked;
  const rule = `${kindOf(entry.kind)?.words(entry.settings, named)}.`;
  const step = stepper(asked, ctx.clock.now())(null);
  if (step.do === "sleep") {
    return { passes: false, detail: `${rule} For this person that is at ${inZone(step.until, zone)}.` };
  }
  return step.do === "end"
    ? { passes: false, detail: `${rule} Of this person, ${step.because}.` }
    : { passes: null, detail: rule };
}
