import type { JsonObject } from "../kernel/json.ts";
import { after } from "./clocks.ts";
import type { JourneyDocument } from "./document.ts";
import { midnightAfter } from "./engine/goals.ts";
import type { JourneyEvent } from "./matching/events.ts";
import { arriving, type Happening, moveOn, questionKey, type Whereabouts } from "./move.ts";
import type { Effect, Outcome, Question } from "./nodes/step.ts";
import { openJourney } from "./open-journey.ts";
import { refusedWords } from "./seeing/words.ts";

/** Somebody and what happens to them, made up or taken from life. */
export type Script = {
  person: { id: string; properties: JsonObject };
  zone: string;
  /** The clocks by which an entry's times are; those of the person where they are not given. */
  workspaceZone?: string;
  /** The last stay of theirs that is over before the walk. */
  last?: { round: number; enteredAt: Date | null; endedAt: Date | null } | null;
  /** The clock begins here and is moved to `until`. */
  from: Date;
  until: Date;
  events: readonly JourneyEvent[];
  answer(question: Question, node: string): boolean;
  /** Whether they have reached a goal by past behaviour, by its id, at a midnight; as `answer` says where it is not given. */
  reaches?(question: Question, goal: string): boolean;
  outcome(effect: Effect, moment: Moment): Outcome;
  /** Why they are not let in whom the entry means, in words; null: they are. */
  refuse?(now: Date): string | null;
  /** What the person does because of a message: events that come later. */
  reacts?(effect: Effect, moment: Moment): JourneyEvent[];
  /** Parts one stay from another in message ids and lots, by its number from 1 on; the engine's keys where they are given. */
  entry?(round: number): string;
  /** What becomes of the person's properties by a change of the profile. */
  change?(properties: JsonObject, effect: Effect, last: JourneyEvent | null, now: Date): JsonObject;
  /** What an automatic split gives each path. */
  weights?(node: string): Readonly<Record<string, number>> | null;
};

/** When and to whom something happens: what the texts of a message may speak of. */
export type Moment = { now: Date; node: string; properties: JsonObject; last: JourneyEvent | null };

export type Stay = { entered: string; left: string | null; because: string | null };

/** A made-up person on their way, and what is told of it. */
export class Walker {
  readonly stays: Stay[] = [];
  readonly path: Happening[] = [];
  readonly effects: (Effect & { node: string; at: string })[] = [];
  /** Null: neither in the journey nor waiting before it. */
  here: Whereabouts | null = null;
  stay: Stay | null = null;
  steps = 0;
  /** What messages have made the person do, which is still to come. */
  reactions: JourneyEvent[] = [];
  private readonly journey;
  private readonly document: JourneyDocument;
  private readonly script: Script;
  private properties: JsonObject;
  private lastLeft: Date | null = null;

  constructor(document: JourneyDocument, script: Script) {
    this.document = document;
    this.script = script;
    this.properties = script.person.properties;
    this.journey = openJourney(document);
    this.lastLeft = script.last?.endedAt ?? null;
  }

  /** When the journey's longest stay is over; null where there is none. */
  ends(): Date | null {
    const { timeout } = this.document.settings;
    return this.stay && timeout ? after(new Date(this.stay.entered), timeout, this.script.zone) : null;
  }

  /** By the clock. A run finds nobody twice on one day, as a date of theirs may that was changed. */
  mayEnter(now: Date, isByRun: boolean): boolean {
    const entered = this.stays.at(-1)?.entered ?? this.script.last?.enteredAt;
    const zone = this.script.workspaceZone ?? this.script.zone;
    const isToday = entered ? midnightAfter(new Date(entered), zone) > now : false;
    return this.here === null && this.returns(now, isByRun && isToday);
  }

  private mayReturnBy(now: Date): boolean {
    const again = this.mayReturn();
    return this.lastLeft === null || (again !== null && again <= now);
  }

  /** The same; where they may not because of a stay that the walk does not show, it says so. */
  private returns(now: Date, isTooSoon = false): boolean {
    const may = !isTooSoon && this.mayReturnBy(now);
    if (!may && this.stays.length === 0 && this.path.length === 0) {
      const because = refusedWords("reentry");
      this.path.push({ at: now.toISOString(), node: this.journey.entry, did: "left", exit: null, because });
    }
    return may;
  }

  /** From when on whoever has left may be let in again; null where never. */
  mayReturn(): Date | null {
    const { reentry } = this.document.settings;
    if (reentry.kind === "never" || this.lastLeft === null) {
      return null;
    }
    return reentry.rest ? after(this.lastLeft, reentry.rest, this.script.zone) : this.lastLeft;
  }

  enter(now: Date, event: JourneyEvent | null): void {
    this.here = arriving(this.journey.entry, now, null);
    this.step(now, event);
  }

  leave(now: Date, because: string): void {
    if (this.stay) {
      this.stay.left = now.toISOString();
      this.stay.because = because;
      this.lastLeft = now;
    }
    this.here = null;
    this.stay = null;
  }

  /** Moves them as far as they come now, with what the script answers to each question and message on the way. */
  step(now: Date, event: JourneyEvent | null): void {
    const { person, zone } = this.script;
    const answers = new Map<string, boolean>();
    const round = (this.script.last?.round ?? 0) + this.stays.length + (this.stay ? 0 : 1);
    const entry = this.script.entry?.(round) ?? `${person.id}.${round}`;
    let [given, outcome, again]: [JourneyEvent | null, Outcome | null, boolean] = [event, null, true];
    while (again && this.here) {
      this.steps += 1;
      const moved = moveOn(this.journey, this.here, {
        ...{ now, zone, event: given, outcome, answers, entry },
        person: { id: person.id, properties: this.properties },
        ...(this.script.weights && { weights: this.script.weights }),
      });
      given = null;
      // Whom the entry does not let in was never in the journey, and neither is who waits before it.
      const comesIn = !this.stay && moved.happenings.some(({ did }) => did === "moves" || did === "acts");
      // Whether they may come again is asked as they would; nothing is told of those who may not.
      const isAsked = !this.stay && (comesIn || moved.whereabouts === null);
      if (isAsked && !(comesIn ? this.returns(now) : this.mayReturnBy(now))) {
        this.here = null;
        return;
      }
      const because = comesIn ? (this.script.refuse?.(now) ?? null) : null;
      if (because !== null) {
        this.path.push({ at: now.toISOString(), node: this.here.node, did: "left", exit: null, because });
        this.here = null;
        return;
      }
      this.here = moved.whereabouts;
      this.path.push(...moved.happenings);
      if (comesIn) {
        this.stay = { entered: now.toISOString(), left: null, because: null };
        this.stays.push(this.stay);
      }
      for (const effect of moved.effects) {
        this.effects.push({ ...effect, at: now.toISOString() });
        this.properties = this.script.change?.(this.properties, effect, effect.last, now) ?? this.properties;
      }
      for (const question of moved.questions) {
        answers.set(questionKey(question), this.script.answer(question, this.here?.node ?? ""));
      }
      if (this.here === null) {
        this.leave(now, moved.happenings.at(-1)?.because ?? "");
        return;
      }
      const sent = moved.effects.findLast(({ kind }) => kind === "send");
      outcome = this.here.pause === "outcome" && sent ? this.sent(sent, now, this.here) : null;
      if (this.here.pause === "step") {
        answers.clear();
      }
      again = moved.questions.length > 0 || outcome !== null || this.here.pause === "step";
    }
  }

  private sent(effect: Effect, now: Date, { node, last }: Whereabouts): Outcome {
    const moment = { now, node, properties: this.properties, last };
    const outcome = this.script.outcome(effect, moment);
    this.reactions.push(...(this.script.reacts?.(effect, moment) ?? []));
    return outcome;
  }
}
