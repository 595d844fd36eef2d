import type { JsonObject } from "../kernel/json.ts";
import { after } from "./clocks.ts";
import type { JourneyDocument } from "./document.ts";
import { entryTimes } from "./entry-times.ts";
import { isAsked, type JourneyEvent } from "./matching/events.ts";
import { arriving, type Happening, type Moved, moveOn, questionKey, type Whereabouts } from "./move.ts";
import type { Effect, Outcome, Question } from "./nodes/step.ts";
import { openJourney } from "./open-journey.ts";

/** Somebody and what happens to them, made up or taken from life. */
export type Script = {
  person: { id: string; properties: JsonObject };
  zone: string;
  /** The clock begins here and is moved to `until`. */
  from: Date;
  until: Date;
  events: readonly JourneyEvent[];
  answer(question: Question): boolean;
  outcome(effect: Effect): Outcome;
  /** What becomes of the person's properties by a change of the profile. */
  change?(properties: JsonObject, effect: Effect, last: JourneyEvent | null): JsonObject;
};

export type Stay = { entered: string; left: string | null; because: string | null };

export type Walk = {
  stays: Stay[];
  path: Happening[];
  effects: (Effect & { node: string; at: string })[];
  /** Where the person is at the end; null: not in the journey. */
  whereabouts: Whereabouts | null;
  /** The walk was ended before its time, after so many steps. */
  cut: boolean;
};

const MOST_STEPS = 5_000;
const FIRST: Date = new Date(0);

/**
 * Walks somebody through a journey by the code of the engine, and lets nothing out. The same document and script make the
 * same walk.
 */
export function walk(document: JourneyDocument, script: Script): Walk {
  const journey = openJourney(document);
  const { settings } = document;
  const { zone, until } = script;
  const events = script.events
    .filter(({ at }) => new Date(at) >= script.from && new Date(at) <= until)
    .toSorted((a, b) => a.at.localeCompare(b.at));
  const done: Walk = { stays: [], path: [], effects: [], whereabouts: null, cut: false };
  const times = entryTimes(document, zone, script.from, until);
  let { properties } = script.person;
  let here: Whereabouts | null = null;
  let stay: Stay | null = null;
  let lastLeft: Date | null = null;
  let steps = 0;
  let round = 0;

  const leave = (now: Date, because: string) => {
    if (stay) {
      stay.left = now.toISOString();
      stay.because = because;
      lastLeft = now;
    }
    here = null;
    stay = null;
  };
  const step = (now: Date, event: JourneyEvent | null) => {
    const answers = new Map<string, boolean>();
    let outcome: Outcome | null = null;
    let given = event;
    for (let again = true; again && here; ) {
      steps += 1;
      const person = { id: script.person.id, properties };
      const entry = `${script.person.id}.${round}`;
      const before: Whereabouts = here;
      const moved: Moved = moveOn(journey, before, {
        now,
        person,
        entry,
        zone,
        event: given,
        outcome,
        answers,
      });
      given = null;
      const at = now.toISOString();
      // Whom the entry does not let in was never in the journey, and neither is who waits before it.
      const isInside = stay !== null || moved.happenings.some(({ did }) => did === "moves" || did === "acts");
      if (isInside && !stay) {
        stay = { entered: at, left: null, because: null };
        done.stays.push(stay);
      }
      done.path.push(...moved.happenings);
      for (const effect of moved.effects) {
        done.effects.push({ ...effect, at });
        properties = script.change?.(properties, effect, moved.whereabouts?.last ?? null) ?? properties;
      }
      for (const question of moved.questions) {
        answers.set(questionKey(question), script.answer(question));
      }
      here = moved.whereabouts;
      if (here === null) {
        leave(now, moved.happenings.at(-1)?.because ?? "");
        return;
      }
      const sent = moved.effects.findLast(({ kind }) => kind === "send");
      outcome = here.pause === "outcome" && sent ? script.outcome(sent) : null;
      again = (moved.questions.length > 0 || outcome !== null) && steps < MOST_STEPS;
    }
  };
  const mayEnter = (now: Date): boolean => {
    const { reentry } = settings;
    if (here !== null || lastLeft === null) {
      return here === null;
    }
    return reentry.kind === "after_exit" && (!reentry.rest || after(lastLeft, reentry.rest, zone) <= now);
  };
  const enter = (now: Date, event: JourneyEvent | null) => {
    round += 1;
    here = arriving(journey.entry, now, null);
    step(now, event);
  };
  const next = (): { at: Date; what: "due" | "timeout" | "event" | "entry" } | null => {
    const ends = stay && settings.timeout ? after(new Date(stay.entered), settings.timeout, zone) : null;
    const due = (here as Whereabouts | null)?.until ?? null;
    const candidates = [
      ...(ends ? [{ at: ends, what: "timeout" as const }] : []),
      ...(due === null ? [] : [{ at: new Date(due), what: "due" as const }]),
      ...(times[0] ? [{ at: times[0], what: "entry" as const }] : []),
      ...(events[0] ? [{ at: new Date(events[0].at), what: "event" as const }] : []),
    ];
    const first = candidates.reduce<(typeof candidates)[number] | null>(
      (best, each) => (best === null || each.at < best.at ? each : best),
      null,
    );
    return first && first.at <= until ? first : null;
  };
  let now = FIRST;
  for (let turn = next(); turn !== null; turn = next()) {
    if (steps >= MOST_STEPS) {
      done.cut = true;
      break;
    }
    steps += 1;
    now = turn.at > now ? turn.at : now;
    if (turn.what === "timeout") {
      leave(now, "journey timeout");
    } else if (turn.what === "due") {
      step(now, null);
    } else if (turn.what === "entry") {
      times.shift();
      if (mayEnter(now)) {
        enter(now, null);
      }
    } else {
      const event = events.shift() ?? null;
      const goal = stay && event && settings.goals.find((each) => isAsked(event, each, { now, zone }));
      if (goal) {
        leave(now, `goal: ${goal.name}`);
      } else if (here !== null) {
        step(now, event);
      } else if (event && mayEnter(now)) {
        enter(now, event);
      }
    }
  }
  return { ...done, whereabouts: here };
}
