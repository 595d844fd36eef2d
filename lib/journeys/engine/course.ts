import { zoneOr } from "../../delivery/when/zone-or.ts";
import { storableText } from "../../kernel/storable-text.ts";
import { after } from "../clocks.ts";
import { WHOLE } from "../counted.ts";
import { isAsked, worthOf } from "../matching/events.ts";
import { arriving, moveOn, questionKey, standsBefore } from "../move.ts";
import { weightsAt } from "../nodes/ab-split/shares.ts";
import { isBackdated, whyNotIn } from "../nodes/segment-exits.ts";
import type { Outcome, Question } from "../nodes/step.ts";
import type { RefusalReason } from "../statuses.ts";
import { type Applying, apply, dayOf, enter, leave, takeAlong } from "./apply.ts";
import { isOwnEvent } from "./own-event.ts";
import { type ActiveJourney, letsIn, movesPeople, type Plan } from "./plan-store.ts";
import type { Record } from "./record.ts";
import { type LastStay, messageIdAt, type Person, type Received, type Stay, stayKey } from "./stay.ts";
import { isAmong, type OpenVersion } from "./version.ts";

/** What moves somebody in a journey: events in their order, what became of a message, a run that lets them in. */
export type Inputs = {
  events: readonly Received[];
  /** What they did before as another profile, that became this person: it was followed as somebody else's. */
  earlier?: readonly Received[];
  /** Their profile was: who sleeps until a date of theirs looks at it anew. */
  changed?: boolean;
  outcome?: { messageId: string; outcome: Outcome };
  /**
   * A run of the entry has found them. dates: they come in by a date of their own, and wait before the journey only where
   * it is near, up to this moment.
   */
  run?: { dates: Date | null };
};

export type Going = {
  plan: Plan;
  journey: ActiveJourney;
  version(number: number): OpenVersion;
  record: Record;
  now: Date;
  /** Time moves nobody beyond this moment: what came after it is not followed yet. */
  until: Date;
  /** Why somebody may not come in now, whom the entry means; null: they may. Counts those who do. */
  refuse(personId: string): { reason: RefusalReason; detail: string | null } | null;
};

export type Answers = ReadonlyMap<string, boolean>;
type Course = Generator<readonly Question[], void, Answers>;

const later = (one: Date | null, other: Date | null): Date | null =>
  one && (!other || one > other) ? one : other;

const unasked: Answers = new Map();
/** Behind every moment in ISO 8601. */
const NEVER = "~";
/** So many events are kept for somebody who cannot be moved, of those that may mean something in the journey. */
const MOST_KEPT = 100;
/** Whose step failed tries again so much later: it fails again until somebody has mended it. */
const AGAIN_MS = 10 * 60_000;
/** So much is kept of why it failed. */
const WHY_CHARS = 300;
/** Far more than anybody needs at once; what is left then is done with the next batch. */
const MOST_TURNS = 10_000;

/** One person in one journey, from where they are as far as they come now. It yields what it has to know. */
export class Traveller {
  private readonly going: Going;
  private readonly person: Person;
  private stay: Stay | null;
  private last: LastStay | null;
  /** The event that is being looked at, until what comes of it is known. */
  private atHand: Received | null = null;

  constructor(going: Going, person: Person, stay: Stay | null, last: LastStay | null) {
    this.going = going;
    this.person = person;
    this.stay = stay;
    this.last = last;
  }

  private zoneOf({ document }: OpenVersion): string {
    const { zone } = this.going.plan;
    return document.settings.zone === "user" ? zoneOr(this.person.zone, zone) : zone;
  }

  private applying(stay: Stay, now: Date): Applying {
    const version = this.going.version(stay.version);
    const { record, plan } = this.going;
    return { record, version, person: this.person, zone: this.zoneOf(version), now, heard: plan.heard };
  }

  private refused(reason: RefusalReason, detail: string | null, now: Date): void {
    const { journey, record } = this.going;
    const of = { journeyId: journey.id, version: journey.version };
    record.refusals.push({
      ...{ journeyId: journey.id, personId: this.person.id, reason, detail, at: now.toISOString() },
    });
    record.count(of, WHOLE, "refused", reason);
    if (reason === "control_group") {
      const key = stayKey(journey.id, this.person.id, (this.last?.round ?? 0) + 1);
      record.told.push({ personId: this.person.id, journeyId: journey.id, key, moment: "control", detail });
    }
  }

  /** What keeps somebody out who comes in with this step; they were not in the journey before it. */
  private keepsOut(applying: Applying, stay: Stay, because: string | null): boolean {
    const { record } = this.going;
    const refusal =
      because === null
        ? this.mayReturn(applying.version, applying.now, false)
          ? this.going.refuse(this.person.id)
          : { reason: "reentry" as const, detail: null }
        : because === whyNotIn.old
          ? { reason: "old_event" as const, detail: null }
          : because === whyNotIn.others
            ? { reason: "not_meant" as const, detail: null }
            : undefined;
    if (refusal === null) {
      return false;
    }
    if (refusal) {
      this.refused(refusal.reason, refusal.detail, applying.now);
    }
    record.drop(stay);
    this.stay = null;
    return true;
  }

  /** Takes steps at one moment, with what is asked on the way. */
  private *step(
    stay: Stay,
    now: Date,
    event: Received | null,
    outcome: Outcome | null,
    known?: Answers,
  ): Course {
    const applying = this.applying(stay, now);
    const { version, zone } = applying;
    let answers: Answers = known ?? unasked;
    let brought: Received | null = event;
    let became: Outcome | null = outcome;
    while (stay.whereabouts) {
      const moved = moveOn(version.open, stay.whereabouts, {
        now,
        zone,
        entry: stay.key,
        answers,
        event: brought,
        outcome: became,
        person: this.person,
        weights: (node) => weightsAt(this.going.journey.weights, node),
      });
      brought = null;
      became = null;
      if (stay.enteredAt === null) {
        const comesIn = moved.happenings.some(({ did }) => did === "moves" || did === "acts");
        const ended =
          moved.whereabouts === null && !comesIn ? (moved.happenings.at(-1)?.because ?? "") : null;
        if ((comesIn || ended !== null) && this.keepsOut(applying, stay, comesIn ? null : ended)) {
          return;
        }
        if (comesIn) {
          enter(applying, stay);
        }
      }
      apply(applying, stay, moved);
      this.atHand = null;
      if (moved.questions.length > 0) {
        answers = new Map([...answers, ...(yield moved.questions)]);
      } else if (moved.whereabouts?.pause === "step") {
        // They are somebody else by what was done: what was known of them is asked anew.
        answers = unasked;
      } else {
        break;
      }
    }
    this.ended(stay);
  }

  private ended(stay: Stay): void {
    if (this.stay === stay && stay.whereabouts === null) {
      this.stay = null;
      // Stays of a profile that became this person lie behind their own, also behind the one that ends here.
      const { round = 0, enteredAt = null, endedAt = null } = this.last ?? {};
      this.last = {
        round: Math.max(round, stay.round),
        enteredAt: later(enteredAt, stay.enteredAt),
        endedAt: later(endedAt, stay.endedAt),
      };
    }
  }

  /** Whether re-entry allows another stay at a moment. A date lets nobody in twice, and they leave as it comes. */
  private mayReturn(version: OpenVersion, now: Date, byDate: boolean): boolean {
    const { reentry } = version.document.settings;
    if (this.last === null) {
      return true;
    }
    const { endedAt } = this.last;
    if (reentry.kind === "never" || endedAt === null || (byDate && endedAt >= now)) {
      return false;
    }
    // Whose last stay is over has left, whatever another worker's clock says.
    return reentry.rest === null || after(endedAt, reentry.rest, this.zoneOf(version)) <= now;
  }

  /** A run finds nobody twice on one day of the workspace's clocks (contracts §10.1: once per 24 h). */
  private wasFoundToday(now: Date): boolean {
    const entered = this.last?.enteredAt;
    return entered ? entered >= dayOf(now, this.going.plan.zone) : false;
  }

  private *begin(now: Date, event: Received | null, known?: Answers): Course {
    const { journey } = this.going;
    const version = this.going.version(journey.version);
    const round = (this.last?.round ?? 0) + 1;
    const stay: Stay = {
      personId: this.person.id,
      journeyId: journey.id,
      round,
      version: version.number,
      key: stayKey(journey.id, this.person.id, round),
      node: version.open.entry,
      whereabouts: arriving(version.open.entry, now, null),
      endsAt: null,
      goalsAt: null,
      backlog: [],
      steps: 0,
      enteredAt: null,
      endedAt: null,
      endKind: null,
      goal: null,
      worth: null,
      isNew: true,
    };
    this.stay = stay;
    yield* this.step(stay, now, event, null, known);
  }

  /** A run has found them, or a date of theirs was changed. */
  private *found(dates: Date | null, known?: Answers): Course {
    const { now, journey } = this.going;
    const { stay } = this;
    if (stay === null && dates === null && this.wasFoundToday(now)) {
      this.refused("reentry", null, now);
    } else if (stay === null) {
      // Nobody is told of dates that do not count for them.
      if (dates === null || this.mayReturn(this.going.version(journey.version), now, true)) {
        yield* this.begin(now, null, known);
      }
    } else if (dates !== null && stay.enteredAt === null && stay.whereabouts?.pause === "sleep") {
      stay.whereabouts = { ...stay.whereabouts, pause: "step", until: null };
      yield* this.step(stay, now, null, null);
    }
    const until = this.stay?.enteredAt === null ? (this.stay.whereabouts?.until ?? null) : null;
    if (dates !== null && this.stay && until !== null && until > dates.toISOString()) {
      this.going.record.drop(this.stay);
      this.stay = null;
    }
  }

  /** What is written of the past afterwards. */
  private isPast(stay: Stay, event: Received): boolean {
    const { freshMinutes } = this.going.version(stay.version).document.settings;
    const since = stay.enteredAt ?? (stay.whereabouts && new Date(stay.whereabouts.since));
    return since !== null && isBackdated(event, since, freshMinutes);
  }

  private goalOf(stay: Stay, event: Received, now: Date) {
    const version = this.going.version(stay.version);
    const clocks = { now, zone: this.zoneOf(version) };
    return stay.enteredAt && !this.isPast(stay, event)
      ? version.document.settings.goals.find((goal) => isAsked(event, goal, clocks))
      : undefined;
  }

  /** An event of somebody who is in the journey, or waits before it. */
  private *meet(stay: Stay, event: Received): Course {
    const { now: really } = this.going;
    if (this.isPast(stay, event)) {
      this.going.record.keep(stay);
      return;
    }
    const until = stay.whereabouts?.until ?? null;
    // What came before a time that is over counts as it would have then.
    const isLate = until !== null && until <= really.toISOString() && event.received < until;
    const now = isLate ? new Date(event.received) : really;
    const goal = this.goalOf(stay, event, now);
    if (goal) {
      const applying = this.applying(stay, now);
      const worth = worthOf(event, goal);
      leave(applying, stay, { kind: "goal", at: now, from: stay.node, goal: goal.id, worth });
      this.ended(stay);
      return;
    }
    yield* this.step(stay, now, event, null);
  }

  /** Midnight: whether somebody has reached a goal by past behaviour. */
  private *lookAtGoals(stay: Stay, now: Date): Course {
    const { pastGoals } = this.going.version(stay.version);
    const answers = pastGoals.length > 0 ? yield pastGoals.map(({ question }) => question) : unasked;
    const reached = pastGoals.find(({ question }) => answers.get(questionKey(question)));
    if (reached) {
      const goal = reached.goal.id;
      leave(this.applying(stay, now), stay, { kind: "goal", at: now, from: stay.node, goal });
      this.ended(stay);
      return;
    }
    // Planned anew as it is written.
    stay.goalsAt = null;
    this.going.record.keep(stay);
  }

  /**
   * What comes next of a stay: time goes before events of the same moment, and a goal before what else is due then. Null:
   * nothing does now. `isStuck`: their step is not looked at.
   */
  private next(
    stay: Stay,
    event: Received | undefined,
    isStuck: boolean,
  ): "goals" | "ends" | "due" | "event" | null {
    const now = this.going.until.toISOString();
    const due = standsBefore(stay.whereabouts) ? "" : (stay.whereabouts?.until ?? NEVER);
    const until = isStuck ? NEVER : due;
    const ends = stay.endsAt?.toISOString() ?? NEVER;
    const comes = event?.received ?? NEVER;
    const goals = stay.goalsAt?.toISOString() ?? NEVER;
    if (goals <= now && goals <= until && goals <= ends && goals <= comes) {
      return "goals";
    }
    if (ends <= now && ends <= until && ends <= comes) {
      return "ends";
    }
    if (until <= now && until <= comes) {
      return "due";
    }
    return event ? "event" : null;
  }

  /** Wakes who sleeps until a date of theirs. */
  private lookAnew(stay: Stay): void {
    const at = stay.whereabouts;
    const isOver = stay.endsAt !== null && stay.endsAt <= this.going.now;
    if (at?.pause === "sleep" && at.watches && !isOver) {
      stay.whereabouts = { ...at, pause: "step", until: null };
      this.going.record.keep(stay);
    }
  }

  private hold(stay: Stay, events: readonly Received[]): void {
    const { words } = this.going.version(stay.version);
    const { beginsBy } = this.going.version(this.going.journey.version);
    const kept = events
      .filter((event) => isAmong(words, event) || (beginsBy !== null && isAmong(beginsBy, event)))
      .slice(0, MOST_KEPT);
    if (kept.length !== stay.backlog.length) {
      stay.backlog = kept;
      this.going.record.keep(stay);
    }
  }

  /** Whether what they did as another profile came in time for where they are now, or reaches a goal; it lets nobody in. */
  private isInTime(stay: Stay | null, event: Received): boolean {
    const at = stay?.whereabouts;
    if (!stay || !at) {
      return false;
    }
    const entered = stay.enteredAt?.toISOString() ?? NEVER;
    return (
      (at.pause === "wait" && event.received >= at.since) ||
      (event.received >= entered && this.goalOf(stay, event, this.going.now) !== undefined)
    );
  }

  /**
   * Walks on with all that has come. Whose step fails stays where they are, with what came for them, and tries again later: by
   * a mistake of ours nobody else is held up.
   */
  *walk(inputs: Inputs, known?: Answers): Course {
    const here = this.stay?.whereabouts;
    const isStuck = here?.stuck !== undefined;
    if (this.stay && here && isStuck) {
      const { stuck: _, ...free } = here;
      this.stay.whereabouts = free;
      this.going.record.keep(this.stay);
    }
    const events: Received[] = [];
    try {
      yield* this.goOn(inputs, events, isStuck, known);
    } catch (error) {
      this.getStuck(error, events, inputs);
    }
  }

  private getStuck(error: unknown, events: readonly Received[], { outcome }: Inputs): void {
    const { record, now } = this.going;
    const { stay, atHand } = this;
    if (!stay?.whereabouts) {
      throw error;
    }
    if (outcome) {
      takeAlong(record, stay, outcome);
    }
    const at = stay.whereabouts;
    const isComing = at.pause === "step" && atHand !== null;
    this.hold(stay, atHand !== null && !isComing ? [atHand, ...events] : events);
    // It may quote anything that somebody sent.
    const said = error instanceof Error ? error.message : String(error);
    const why = storableText(said.slice(0, WHY_CHARS));
    const again = new Date(now.getTime() + AGAIN_MS).toISOString();
    stay.whereabouts = {
      ...at,
      // The event with which they come goes with their step.
      ...(isComing && { pause: "question", asked: atHand }),
      stuck: { why, again },
    };
    record.keep(stay);
    record.stuck.push({ journeyId: stay.journeyId, personId: stay.personId, node: stay.node, error });
  }

  private *goOn(inputs: Inputs, events: Received[], wasStuck: boolean, known?: Answers): Course {
    let stuck = wasStuck ? this.stay : null;
    const { journey, now } = this.going;
    const kept = this.stay?.backlog ?? [];
    // At once: what came is kept whatever fails from here on.
    events.push(...kept, ...inputs.events);
    const earlier = new Set(inputs.earlier?.filter((event) => this.isInTime(this.stay, event)));
    events.splice(kept.length, 0, ...earlier);
    if (inputs.changed && this.stay) {
      this.lookAnew(this.stay);
    }
    if (inputs.run && journey.status === "RUNNING") {
      yield* this.found(inputs.run.dates, known);
    }
    let { outcome } = inputs;
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const { stay } = this;
      const [first] = events;
      if (first && earlier.has(first) && !this.isInTime(stay, first)) {
        events.shift();
      } else if (stay) {
        const at = stay.whereabouts;
        const isHeld =
          !(stay.enteredAt === null ? letsIn(journey) : movesPeople(journey)) ||
          this.going.version(stay.version).unreadable !== null;
        if (isHeld) {
          if (outcome) {
            takeAlong(this.going.record, stay, outcome);
          }
          return this.hold(stay, events);
        }
        if (at?.pause === "outcome" && outcome?.messageId === messageIdAt(stay.key, at)) {
          const given = outcome.outcome;
          outcome = undefined;
          yield* this.step(stay, now, null, given);
          stuck = null;
          continue;
        }
        const isStuck = stay === stuck;
        const isHeldUp = at?.pause === "outcome" || isStuck;
        const next = this.next(stay, isHeldUp ? undefined : events[0], isStuck);
        if (isHeldUp) {
          // What is on its way comes first, while the stay lasts; what is held back does not go to who has reached the goal meanwhile.
          const ends = (
            next === "goals" ? stay.goalsAt : next === "ends" ? stay.endsAt : null
          )?.toISOString();
          const goal =
            stay.isHeldBack || isStuck || ends !== undefined
              ? events.findIndex((event) => event.received < (ends ?? NEVER) && this.goalOf(stay, event, now))
              : -1;
          if (goal >= 0) {
            const [event] = events.splice(0, goal + 1).slice(-1);
            yield* this.meet(stay, event as Received);
            continue;
          }
          if (next === null && isStuck) {
            stuck = null;
            continue;
          }
          if (next === null) {
            return this.hold(stay, events);
          }
        }
        if (next === "goals") {
          yield* this.lookAtGoals(stay, now);
        } else if (next === "ends") {
          leave(this.applying(stay, now), stay, { kind: "timeout", at: now, from: stay.node });
          this.ended(stay);
        } else if (next === "due") {
          yield* this.step(stay, now, null, null);
        } else if (next === "event") {
          stay.backlog = [];
          this.atHand = events.shift() as Received;
          yield* this.meet(stay, this.atHand);
          this.atHand = null;
        } else {
          if (stay.backlog.length > 0) {
            stay.backlog = [];
            this.going.record.keep(stay);
          }
          return;
        }
      } else {
        const event = events.shift();
        if (!event) {
          return;
        }
        this.atHand = event;
        yield* this.tryIn(event);
        this.atHand = null;
      }
    }
  }

  private *tryIn(event: Received): Course {
    const { journey, now } = this.going;
    const { beginsBy } = this.going.version(journey.version);
    const counts = BigInt(event.tx) >= journey.fromTx && !isOwnEvent(event, journey.id);
    if (journey.status === "RUNNING" && counts && beginsBy && isAmong(beginsBy, event)) {
      yield* this.begin(now, event);
    }
  }
}
