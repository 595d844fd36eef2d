import type { Json, JsonObject } from "../kernel/json.ts";
import { chance } from "./chance.ts";
import { delayedUntil } from "./delayed-until.ts";
import { type JourneyEvent, type WaitedEvent, wakes } from "./matching/events.ts";
import type { Effect, Outcome, Question, Step, StepContext } from "./nodes/step.ts";
import type { OpenJourney } from "./open-journey.ts";

/** Where somebody is in a journey: all that is kept of them between two steps, as JSON. */
export type Whereabouts = {
  node: string;
  /** ISO 8601: when they came to the node. */
  since: string;
  /** How many nodes they came to so far; parts the stays at one node. */
  visits: number;
  /** How many of them since they last waited, for time or an event; answers and outcomes are no waits. */
  hops: number;
  /** What they do: stand before the step, are on a link, wait, or have come to the end of a journey whose goal they may reach. */
  pause: "step" | "link" | "sleep" | "wait" | "question" | "outcome" | "end";
  until: string | null;
  onTimeout: string | null;
  for: WaitedEvent[];
  state: JsonObject | null;
  /** They sleep until a date of theirs: a change of their profile wakes them, too. */
  watches?: boolean;
  /** At the end: the exit that leads nowhere. */
  exit?: string;
  /** What became of the message of this node. */
  outcome: Outcome | null;
  /** The event that a question is about. */
  asked: JourneyEvent | null;
  last: JourneyEvent | null;
  /** The time of the clock that was chosen for when they came here, on the link or at a node before. */
  clock: string | null;
  /** Their step failed, by a mistake that is not theirs: why, and when it is tried again. The engine's own. */
  stuck?: { why: string; again: string };
};

/** Whether their next step is to be taken whatever the time is. */
export const standsBefore = (at: Whereabouts | null): boolean =>
  at?.pause === "step" || at?.pause === "question";

/** What a step is taken with. */
export type Given = {
  now: Date;
  person: { id: string; properties: JsonObject };
  /** Parts one stay in the journey from another one of the same person. */
  entry: string;
  zone: string;
  event?: JourneyEvent | null;
  outcome?: Outcome | null;
  answers?: ReadonlyMap<string, boolean>;
  weights?(node: string): Readonly<Record<string, number>> | null;
};

export type Happening = { at: string; node: string; did: string; exit: string | null; because: string };

export type Moved = {
  /** Null: they are out. */
  whereabouts: Whereabouts | null;
  /** `last`: what `Event` means to it. */
  effects: (Effect & { node: string; last: JourneyEvent | null })[];
  questions: Question[];
  happenings: Happening[];
};

/** So many nodes one comes to without waiting, or as many as there are: who goes in no circle meets each of them once. */
const MOST_AT_ONCE = 200;

/** Where somebody is who is just coming to a node. */
export function arriving(node: string, now: Date, last: JourneyEvent | null): Whereabouts {
  return {
    node,
    since: now.toISOString(),
    visits: 1,
    hops: 0,
    pause: "step",
    until: null,
    onTimeout: null,
    for: [],
    state: null,
    outcome: null,
    asked: null,
    last,
    clock: null,
  };
}

const isWoken = (at: Whereabouts, event: JourneyEvent | null): boolean =>
  event !== null && at.for.some((waited) => wakes(waited, event));

/** The name under which an answer is given. */
export const questionKey = (question: Question): string => JSON.stringify(question satisfies Json | object);

/** What a node is told of somebody who stands at it. */
function contextOf(
  journey: OpenJourney,
  at: Whereabouts,
  given: Given,
  event: JourneyEvent | null,
): StepContext {
  const { person, entry, now, zone } = given;
  const { quiet, freshMinutes } = journey.settings;
  return {
    personId: person.id,
    properties: person.properties,
    now,
    zone,
    event,
    quiet,
    freshMinutes,
    last: at.last,
    state: at.state,
    outcome: at.outcome,
    clock: at.clock,
    since: new Date(at.since),
    messageId: `${entry}.${at.node}.${at.visits}`,
    connected: (exit) => journey.edgeAt(at.node, exit) !== undefined,
    answer: (question) => given.answers?.get(questionKey(question)),
    chance: chance(entry, person.id, at.node, String(at.visits)),
    weights: given.weights?.(at.node) ?? null,
  };
}

/**
 * Walks somebody on as far as they come now. Pure: it says where they are then and what should happen, and whoever calls it
 * carries that out; the simulator and the engine both do. A call that has nothing for them changes nothing. Time comes before an
 * event: whoever is due is moved first, and then told of what happened later. With a goal nobody is out after the last node
 * (contracts §10.1): they wait at it.
 */
export function moveOn(journey: OpenJourney, from: Whereabouts, given: Given): Moved {
  const { now, zone } = given;
  const time = now.toISOString();
  const moved: Moved = { whereabouts: from, effects: [], questions: [], happenings: [] };
  let at = { ...from };
  let event = at.pause === "question" ? at.asked : (given.event ?? null);
  if (at.pause === "outcome") {
    at.outcome = given.outcome ?? null;
  }
  const settle = (next: Whereabouts | null): Moved => ({ ...moved, whereabouts: next });
  const tell = (did: string, exit: string | null, because: string) =>
    moved.happenings.push({ at: time, node: at.node, did, exit, because });

  const isDue = at.until !== null && at.until <= time;
  const isReady =
    at.pause === "step" ||
    at.pause === "question" ||
    (at.pause === "outcome" ? at.outcome !== null : isDue || (at.pause === "wait" && isWoken(at, event)));
  if (!isReady) {
    return moved;
  }
  if (at.pause === "link") {
    at = { ...at, since: time, until: null };
    event = null;
  }
  if (at.pause === "link" || at.pause === "sleep" || at.pause === "wait" || at.pause === "end") {
    at.hops = 0;
  }
  // By which exit they go whatever their node says: time is over, or it was taken at the end, and may lead on now.
  let taken = at.pause === "end" ? (at.exit ?? null) : at.pause === "wait" && isDue ? at.onTimeout : null;
  const most = Math.max(MOST_AT_ONCE, journey.nodes.size);
  while (at.hops < most) {
    const node = journey.nodes.get(at.node);
    if (!node) {
      tell("left", null, "its node is not in the journey any more");
      return settle(null);
    }
    const step: Step =
      taken === null
        ? node.step(contextOf(journey, at, given, event))
        : { do: "go", exit: taken, because: at.pause === "end" ? "it leads on now" : "nothing came in time" };
    if (step.do === "ask") {
      moved.questions.push(...step.questions);
      return settle({ ...at, pause: "question", until: null, for: [], asked: event });
    }
    if (step.do === "sleep") {
      tell("sleeps", null, step.because);
      const until = step.until.toISOString();
      return settle({ ...at, pause: "sleep", until, watches: step.watches === true, for: [], asked: null });
    }
    if (step.do === "wait") {
      const until = step.until?.toISOString() ?? null;
      // Of a time that began with an event it is known only later what came in it.
      if (until !== null && until <= time && step.onTimeout !== null && !step.takes) {
        taken = step.onTimeout;
        continue;
      }
      tell("waits", null, step.because);
      const { onTimeout, state } = step;
      const last = step.takes && event !== null ? event : at.last;
      return settle({ ...at, pause: "wait", until, onTimeout, for: step.for, state, last, asked: null });
    }
    if (step.do === "end") {
      tell("left", null, step.because);
      return settle(null);
    }
    if (step.do === "act") {
      moved.effects.push(...step.effects.map((effect) => ({ node: at.node, last: at.last, ...effect })));
    }
    const { exit } = step;
    if (exit === null) {
      tell("acts", null, step.because);
      return settle({ ...at, pause: "outcome", until: null, for: [], asked: null });
    }
    // A timeout is nobody's event; what an exit brings is what Event means from here on.
    const last = taken === null && event !== null && node.kind.brings(exit) ? event : at.last;
    const edge = journey.edgeAt(at.node, exit);
    if (!edge && journey.settings.goals.length > 0 && node.kind.group !== "entry") {
      if (at.pause !== "end") {
        tell("waits", exit, `${step.because}; has come to the end, and waits for the goal`);
      }
      return settle({ ...at, pause: "end", exit, until: null, onTimeout: null, for: [], asked: null, last });
    }
    tell(step.do === "act" ? "acts" : "moves", exit, step.because);
    if (!edge) {
      tell("left", exit, "the journey ends here");
      return settle(null);
    }
    const until = edge.delay ? delayedUntil(edge.delay, now, zone) : null;
    // Who passes a node in no time is still there at the time that was chosen.
    const chosen = step.do === "go" ? (step.clock ?? null) : null;
    const passed = at.since === time && node.kind.channel === undefined ? at.clock : null;
    at = {
      ...arriving(edge.to, now, last),
      visits: at.visits + 1,
      hops: at.hops + 1,
      clock: edge.delay ? edge.delay.at : (chosen ?? passed),
    };
    event = null;
    taken = null;
    if (until !== null && until > now) {
      return settle({ ...at, pause: "link", until: until.toISOString() });
    }
    if (step.do === "act") {
      // What comes next is to see the person, and their audiences, as they are then: the next call takes its step.
      return settle(at);
    }
  }
  tell("left", null, "it went in a circle without waiting");
  return settle(null);
}
