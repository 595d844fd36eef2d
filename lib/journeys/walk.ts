import type { JourneyDocument } from "./document.ts";
import { midnightAfter } from "./engine/goals.ts";
import { beginsByOf, isAmong, type PastGoal, pastGoalsOf } from "./engine/version.ts";
import { entryTimes } from "./entry-times.ts";
import { isAsked, type JourneyEvent } from "./matching/events.ts";
import { type Script, type Stay, Walker } from "./walk-stay.ts";

export type Walk = Pick<Walker, "stays" | "path" | "effects" | "here"> & {
  /** The walk was ended before its time, after so many steps. */
  cut: boolean;
};

type Turn = { at: Date; what: "goals" | "timeout" | "due" | "entry" | "event" };

const MOST_TURNS = 2_000;

/** What comes next; of what comes at one moment, time goes before events, and a goal before what else is due. */
function nextTurn(
  walker: Walker,
  times: readonly Date[],
  event: JourneyEvent | undefined,
  goals: Date | null,
): Turn | null {
  const ends = walker.ends();
  const due = walker.here?.until;
  const turns: Turn[] = [
    ...(goals ? [{ at: goals, what: "goals" as const }] : []),
    ...(ends ? [{ at: ends, what: "timeout" as const }] : []),
    ...(due ? [{ at: new Date(due), what: "due" as const }] : []),
    ...(times[0] ? [{ at: times[0], what: "entry" as const }] : []),
    ...(event ? [{ at: new Date(event.at), what: "event" as const }] : []),
  ];
  return turns.reduce<Turn | null>(
    (first, each) => (first === null || each.at < first.at ? each : first),
    null,
  );
}

function takeEvent(
  walker: Walker,
  event: JourneyEvent,
  now: Date,
  {
    document,
    beginsBy,
    zone,
  }: { document: JourneyDocument; beginsBy: ReadonlySet<string> | null; zone: string },
): void {
  const { goals } = document.settings;
  const goal = walker.stay ? goals.find((each) => isAsked(event, each, { now, zone })) : undefined;
  if (goal) {
    walker.leave(now, `goal: ${goal.name}`);
  } else if (walker.here !== null) {
    walker.step(now, event);
  } else if (beginsBy && isAmong(beginsBy, event)) {
    walker.enter(now, event);
  }
}

/** Midnight: whether they have reached a goal by past behaviour. */
function lookAtGoals(walker: Walker, goals: readonly PastGoal[], script: Script, now: Date): void {
  const isOne = script.reaches ?? script.answer;
  const reached = goals.find(({ goal, question }) => isOne(question, goal.id));
  if (reached) {
    walker.leave(now, `goal: ${reached.goal.name}`);
  }
}

const inOrder = (events: readonly JourneyEvent[]): JourneyEvent[] =>
  events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));

/**
 * Walks somebody through a journey by the code of the engine, and lets nothing out. The same document and script make the
 * same walk.
 */
export function walk(document: JourneyDocument, script: Script): Walk {
  const { zone, from, until } = script;
  const walker = new Walker(document, script);
  const times = entryTimes(document, script.workspaceZone ?? zone, from, until);
  const taking = { document, zone, beginsBy: beginsByOf(document) };
  // The date of a person comes again in other years.
  const isByDate = document.nodes.some(({ kind }) => kind === "entry_date_time");
  let events = inOrder(script.events.filter(({ at }) => new Date(at) >= from && new Date(at) <= until));
  const goals = pastGoalsOf(document);
  const midnight = ({ entered }: Stay): Date => {
    const since = new Date(Math.max(Date.parse(entered), looked.getTime()));
    return midnightAfter(since, script.workspaceZone ?? zone);
  };
  let turns = 0;
  let [last, looked] = [from, from];
  for (;;) {
    const looksAt = walker.stay && goals.length > 0 ? midnight(walker.stay) : null;
    const turn = nextTurn(walker, times, events[0], looksAt);
    const isOver = turn === null || turn.at > until;
    if (turn === null || isOver || turns >= MOST_TURNS) {
      const { stays, path, effects, here } = walker;
      return { stays, path, effects, here, cut: !isOver };
    }
    turns += 1;
    const now = new Date(Math.max(turn.at.getTime(), last.getTime()));
    last = now;
    if (turn.what === "goals") {
      looked = now;
      lookAtGoals(walker, goals, script, now);
    } else if (turn.what === "timeout") {
      walker.leave(now, "journey timeout");
    } else if (turn.what === "due") {
      walker.step(now, null);
    } else if (turn.what === "entry") {
      times.shift();
      if (walker.mayEnter(now, !isByDate)) {
        walker.enter(now, null);
      }
    } else {
      takeEvent(walker, events.shift() as JourneyEvent, now, taking);
    }
    if (walker.reactions.length > 0) {
      events = inOrder([...events, ...walker.reactions.splice(0)]);
    }
    const again = isByDate && walker.here === null ? walker.mayReturn() : null;
    if (again !== null && times.length === 0) {
      times.push(again > now ? again : new Date(now.getTime() + 1));
    }
  }
}
