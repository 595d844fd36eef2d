import type { ChannelId } from "../../channels/catalog.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { after } from "../clocks.ts";
import type { JourneyDocument } from "../document.ts";
import type { JourneyEvent } from "../matching/events.ts";
import { questionKey } from "../move.ts";
import type { MessageSettings } from "../nodes/engagement/schema.ts";
import type { Effect, Outcome, Question } from "../nodes/step.ts";
import { profileChanges, withChanges } from "../profile-change.ts";
import { walk } from "../walk.ts";
import type { Moment } from "../walk-stay.ts";
import type { Changes } from "./answers.ts";
import type { Holds } from "./holds.ts";
import { makeMessage } from "./make-message.ts";
import type { OpenMessage } from "./open-messages.ts";
import type { Past } from "./past.ts";
import type { SimulatedMessage, SimulateJourney, Simulation } from "./schema.ts";
import type { SimulatedPerson } from "./simulated-person.ts";

/** What is asked of somebody who is known, as a walk has changed them. */
export type Asked = { question: Question; changes: Changes };
export const askedKey = ({ question, changes }: Asked): string =>
  `${questionKey(question)} ${JSON.stringify(changes)}`;

type Answered = Simulation["questions"][number];
type Changed = Extract<Simulation["changes"][number], { kind: "profile" }>["changes"];

/** Who looks at a message does so after a while. */
const LOOKS_AFTER_MS = 10 * 60_000;
const CLICKS_AFTER_MS = 11 * 60_000;

export type Followed = {
  walked: ReturnType<typeof walk>;
  messages: SimulatedMessage[];
  /** One for each change of the profile, in their order. */
  profiles: Changed[];
  caused: JourneyEvent[];
  questions: Answered[];
  /** What was asked of somebody who is known, and is not answered yet. */
  open: Asked[];
};

function reaction(name: string, messageId: string, at: Date): JourneyEvent {
  const properties = { journeyMessage: messageId };
  return { type: "track", name, at: at.toISOString(), properties, context: {} };
}

function changesOf(before: JsonObject, after: JsonObject): Changed {
  return Object.keys({ ...before, ...after })
    .filter((property) => JSON.stringify(before[property]) !== JSON.stringify(after[property]))
    .map((property) => ({
      ...{ property, before: before[property] ?? null, after: after[property] ?? null },
    }));
}

/**
 * Walks a person through a journey as a script says, by the code of the engine. `known` are answers that were looked up, by
 * `askedKey`; null: it cannot be known.
 */
export function followScript(
  document: JourneyDocument,
  input: SimulateJourney,
  given: {
    person: SimulatedPerson;
    zone: string;
    workspaceZone: string;
    past: Past;
    messages: ReadonlyMap<string, OpenMessage>;
    known: ReadonlyMap<string, boolean | null>;
    holds: Holds;
  },
): Followed {
  const { person, zone, workspaceZone, past, known, holds } = given;
  const messages: SimulatedMessage[] = [];
  const profiles: Changed[] = [];
  const caused: JourneyEvent[] = [];
  const questions = new Map<string, Answered>();
  const open = new Map<string, Asked>();
  const changes: Changes = { properties: {}, audiences: [] };

  /** Undefined: it is to be looked up, or there is nobody to look up. */
  function lookedUp(question: Question, isChosen: boolean): boolean | null | undefined {
    const asked = { question, changes };
    const key = askedKey(asked);
    const found = known.get(key);
    if (!isChosen && person.id !== null && found === undefined) {
      open.set(key, structuredClone(asked));
    }
    return found;
  }

  function answer(question: Question, node: string): boolean {
    const chosen = input.answers[node];
    const found = lookedUp(question, chosen !== undefined);
    const value = chosen ?? found ?? true;
    const by = chosen !== undefined ? "chosen" : typeof found === "boolean" ? "person" : "assumed";
    questions.set(node, { node, answer: value, by });
    return value;
  }

  /** Nobody who is not known has reached a goal, unless the script says so: what is tried would end at the first midnight. */
  function reaches(question: Question, goal: string): boolean {
    const chosen = input.answers[goal];
    return chosen ?? lookedUp(question, chosen !== undefined) ?? false;
  }

  function outcome(effect: Effect, moment: Moment): Outcome {
    const message = given.messages.get(moment.node);
    if (!message || effect.kind !== "send") {
      return "failed";
    }
    const { messageId } = effect;
    const made = makeMessage(message, person, moment, {
      ...{ messageId, journey: input.name, number: past.number, zone: workspaceZone },
    });
    const channel = message.kit.id as ChannelId;
    // In the order in which the sender asks.
    const held = made.outcome === "unreachable" ? null : holds.held(channel, moment.node, moment.now);
    const { outcome: own, ...rest } = { ...made, ...held };
    const chosen = input.ends[moment.node];
    const became = chosen === "viewed" || chosen === "clicked" ? "sent" : (chosen ?? own);
    if (became === "sent") {
      holds.sent(channel, moment.node, moment.now);
    }
    messages.push({
      ...{ at: moment.now.toISOString(), node: moment.node, channel: message.kit.id, messageId },
      ...{ outcome: chosen ?? own, chosen: chosen !== undefined },
      ...rest,
    });
    return became;
  }

  function reacts(effect: Effect, { node, now }: Moment): JourneyEvent[] {
    const end = input.ends[node];
    if (effect.kind !== "send" || (end !== "viewed" && end !== "clicked")) {
      return [];
    }
    const { waitFor } = effect.settings as MessageSettings;
    const waitsMs = after(now, waitFor, zone).getTime() - now.getTime();
    // In time, however short that is.
    const later = (ms: number, share: number) => new Date(now.getTime() + Math.min(ms, waitsMs * share));
    const events = [
      reaction("Notification Viewed", effect.messageId, later(LOOKS_AFTER_MS, 1 / 3)),
      ...(end === "clicked"
        ? [reaction("Notification Clicked", effect.messageId, later(CLICKS_AFTER_MS, 2 / 3))]
        : []),
    ];
    caused.push(...events);
    return events;
  }

  function change(properties: JsonObject, effect: Effect, last: JourneyEvent | null, now: Date): JsonObject {
    if (effect.kind === "audience") {
      const { kind, operation, audienceId } = effect;
      // What was done last counts, so that whoever goes in a circle is asked about no more often than they are changed.
      changes.audiences = [
        ...changes.audiences.filter((each) => each.audienceId !== audienceId),
        { kind, operation, audienceId },
      ];
    }
    if (effect.kind !== "update_profile") {
      return properties;
    }
    const made = profileChanges(properties, effect.updates, last, { now, timeZone: zone });
    Object.assign(changes.properties, made);
    const next = withChanges(properties, made);
    profiles.push(changesOf(properties, next));
    return next;
  }

  const from = new Date(input.from);
  const walked = walk(document, {
    ...{ person: { id: person.id ?? "made-up", properties: person.properties }, zone, from },
    until: after(from, { count: input.days, unit: "days" }, zone),
    events: input.events.map((each) => ({ ...each, at: new Date(each.at).toISOString(), context: {} })),
    ...{ answer, reaches, outcome, reacts, change },
    refuse: (now) => holds.refuse(now)?.because ?? null,
    ...{ workspaceZone, last: past.last, weights: past.weights },
    ...(past.entry && { entry: past.entry }),
  });
  return {
    ...{ walked, messages, profiles, caused },
    questions: [...questions.values()],
    open: [...open.values()],
  };
}
