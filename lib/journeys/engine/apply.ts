import { DateTime } from "luxon";
import { after } from "../clocks.ts";
import { WHOLE } from "../counted.ts";
import type { Moved } from "../move.ts";
import type { Outcome } from "../nodes/step.ts";
import { changesBy, madeUpdates, type ProfileChange, withChanges } from "../profile-change.ts";
import type { EndKind } from "../statuses.ts";
import type { NewStep, Record } from "./record.ts";
import { messageIdAt, type Person, type Stay } from "./stay.ts";
import type { OpenVersion } from "./version.ts";

export type Applying = {
  record: Record;
  version: OpenVersion;
  person: Person;
  zone: string;
  now: Date;
  heard: ReadonlySet<string>;
};

/** The person is in from now on. */
export function enter({ record, version, zone, now, heard }: Applying, stay: Stay): void {
  const { timeout } = version.document.settings;
  stay.enteredAt = now;
  stay.endsAt = timeout ? after(now, timeout, zone) : null;
  record.count(stay, WHOLE, "entered");
  record.count(stay, version.open.entry, "entered");
  tell(record, heard, stay, "entered");
}

function tell(record: Record, heard: ReadonlySet<string>, stay: Stay, moment: string): void {
  if (heard.has(`${stay.journeyId} ${moment}`)) {
    const { personId, journeyId, key } = stay;
    record.told.push({ personId, journeyId, key, moment, detail: null });
  }
}

/**
 * The person is out, at the node where they were; what waits to leave to them there is withdrawn. `from`: null where they
 * went out by an exit, which was counted.
 */
export function leave(
  { record, heard }: Pick<Applying, "record" | "heard">,
  stay: Stay,
  how: { kind: EndKind; at: Date; from: string | null; goal?: string; worth?: number | null },
): void {
  if (stay.whereabouts?.pause === "outcome") {
    const { personId, key, whereabouts } = stay;
    // What is a double, or of a step that is gone, goes to nobody, whenever it was to leave.
    const leftAt = how.kind === "merged" || how.kind === "removed" ? null : how.at;
    record.withdrawn.push({ personId, messageId: messageIdAt(key, whereabouts), leftAt });
  }
  stay.whereabouts = null;
  stay.backlog = [];
  stay.endedAt = how.at;
  stay.endKind = how.kind;
  stay.goal = how.goal ?? null;
  stay.worth = how.worth ?? null;
  record.count(stay, WHOLE, "left", how.kind);
  if (how.goal !== undefined) {
    record.count(stay, WHOLE, "goal", how.goal);
    tell(record, heard, stay, "goal");
  }
  if (how.from !== null) {
    record.count(stay, how.from, "out", how.kind);
  }
  tell(record, heard, stay, "left");
  record.keep(stay);
}

/**
 * Keeps what became of a message with whoever cannot be moved now, and goes on by it as soon as they can: it is told once.
 * Nothing where it is not the one that they wait for.
 */
export function takeAlong(record: Record, stay: Stay, told: { messageId: string; outcome: Outcome }): void {
  const at = stay.whereabouts;
  if (at?.pause === "outcome" && told.messageId === messageIdAt(stay.key, at)) {
    stay.whereabouts = { ...at, outcome: told.outcome, pause: "step" };
    record.keep(stay);
  }
}

/** Adds what somebody did to their path. */
export function note(record: Record, stay: Stay, happening: Moved["happenings"][number]): void {
  const { personId, journeyId, round, version } = stay;
  const { at, node, did, exit, because } = happening;
  const seq = stay.steps;
  record.steps.push({ personId, journeyId, round, version, seq, at, node, did, exit, because });
  stay.steps += 1;
}

type Effected = Moved["effects"][number];

/** What updates of the profile set: texts are made before anything is written, as only making them can fail. */
const madeBy = ({ now, zone }: Applying, effects: readonly Effected[]): Map<Effected, ProfileChange[]> =>
  new Map(
    effects.flatMap((effect) =>
      effect.kind === "update_profile"
        ? [[effect, madeUpdates(effect.updates, effect.last, { now, timeZone: zone })]]
        : [],
    ),
  );

function effectOf(
  applying: Applying,
  stay: Stay,
  moved: Moved,
  effect: Effected,
  made: readonly ProfileChange[],
): void {
  const { record, person, version, now } = applying;
  const { personId, journeyId, round } = stay;
  const { whereabouts } = moved;
  const { last } = effect;
  switch (effect.kind) {
    case "send": {
      const senderId = version.senders.get(effect.node);
      if (senderId && whereabouts) {
        record.messages.push({
          ...{ personId, journeyId, round, senderId, visit: whereabouts.visits },
          ...{ messageId: messageIdAt(stay.key, whereabouts), at: now.toISOString() },
          event: last?.properties ?? null,
        });
      }
      return;
    }
    case "update_profile": {
      person.properties = withChanges(person.properties, changesBy(person.properties, made));
      record.profiles.set(personId, [...(record.profiles.get(personId) ?? []), ...made]);
      return;
    }
    case "audience": {
      const { operation, audienceId } = effect;
      const isOfIt = (each: NewStep) =>
        each.node === effect.node &&
        each.did !== "left" &&
        each.personId === personId &&
        each.journeyId === journeyId;
      record.audiences.push({
        ...{ personId, audienceId, operation },
        step: record.steps.findLast(isOfIt) ?? null,
      });
      return;
    }
  }
}

function endOf(applying: Applying, node: string, exit: string | null): EndKind {
  const open = applying.version.open.nodes.get(node);
  return open === undefined
    ? "removed"
    : open.kind.id === "force_exit" && exit === null
      ? "force_exit"
      : "ended";
}

/** Carries out what `moveOn` said of somebody who is in the journey, or waits before it. */
export function apply(applying: Applying, stay: Stay, moved: Moved): void {
  const { record, version, now } = applying;
  const made = madeBy(applying, moved.effects);
  for (const happening of moved.happenings) {
    const { did, node, exit } = happening;
    const isMove = did === "moves" || did === "acts";
    if (isMove && exit !== null) {
      record.count(stay, node, "moved", exit);
      const edge = version.open.edgeAt(node, exit);
      if (edge) {
        record.count(stay, edge.to, "entered");
      }
    }
    const isWait =
      did === "sleeps" ? version.open.nodes.get(node)?.kind.channel : did === "waits" && exit !== null;
    if (stay.enteredAt !== null && ((isMove && exit !== null) || did === "left" || isWait)) {
      note(record, stay, happening);
    }
    stay.node = node;
  }
  for (const effect of moved.effects) {
    effectOf(applying, stay, moved, effect, made.get(effect) ?? []);
  }
  stay.whereabouts = moved.whereabouts;
  stay.node = moved.whereabouts?.node ?? stay.node;
  const last = moved.happenings.at(-1);
  if (moved.whereabouts === null && last) {
    const kind = endOf(applying, last.node, last.exit);
    leave(applying, stay, { kind, at: now, from: last.exit === null ? last.node : null });
  } else {
    record.keep(stay);
  }
}

/** Midnight, by these clocks, of the day that a moment lies in. */
export const dayOf = (now: Date, zone: string): Date =>
  DateTime.fromJSDate(now, { zone }).startOf("day").toJSDate();
