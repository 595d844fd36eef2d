import { createHash } from "node:crypto";
import type { JsonObject } from "../../kernel/json.ts";
import type { JourneyEvent } from "../matching/events.ts";
import type { Whereabouts } from "../move.ts";
import type { EndKind } from "../statuses.ts";

/** An event with when it was received: in this order things happen to people, whatever time the sender says. */
export type Received = JourneyEvent & {
  received: string;
  /** The transaction that wrote it. */
  tx: string;
};

/** A stay as the database has it, or will have it. */
export type Stay = {
  personId: string;
  journeyId: string;
  round: number;
  key: string;
  version: number;
  node: string;
  whereabouts: Whereabouts | null;
  endsAt: Date | null;
  /** When goals by past behaviour are looked at next; null: never, or not planned yet. */
  goalsAt: Date | null;
  backlog: Received[];
  steps: number;
  enteredAt: Date | null;
  endedAt: Date | null;
  endKind: EndKind | null;
  goal: string | null;
  /** What the event that reached it is worth; null where the goal names no property for that. */
  worth: number | null;
  /** It has no row yet. */
  isNew: boolean;
  /** Their message is held back, by quiet hours or with a sender that waits; told where events are followed. */
  isHeldBack?: boolean;
};

/** Of somebody's stays that are over: the last round, and when the last of them began and ended. */
export type LastStay = { round: number; enteredAt: Date | null; endedAt: Date | null };

export type Person = {
  id: string;
  properties: JsonObject;
  /** The time zone that is known of them. */
  zone: string | null;
};

/** The same for the same stay, whoever works it out and how often: messages and lots follow from it. */
export function stayKey(journeyId: string, personId: string, round: number): string {
  return createHash("sha256").update(`${journeyId} ${personId} ${round}`).digest("hex").slice(0, 32);
}

/** The id of the message that somebody at this place of a stay sends; `moveOn` makes the same. */
export const messageIdAt = (key: string, { node, visits }: Pick<Whereabouts, "node" | "visits">): string =>
  `${key}.${node}.${visits}`;
