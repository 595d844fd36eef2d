import type { QuietHours } from "../../delivery/when/schema.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { Definition } from "../../segments/definition.ts";
import type { JourneyEvent, WaitedEvent } from "../matching/events.ts";
import type { MessageSettings } from "./engagement/schema.ts";

/** What a runtime cannot know by itself: whoever carries the step out asks it, of many people at once. */
export type Question =
  | { kind: "definition"; definition: Definition }
  | { kind: "segment"; segmentId: string };

/** What became of a message. */
export type Outcome = "sent" | "failed" | "unreachable";

/** What happens outside of the journey. */
export type Effect =
  | { kind: "send"; channel: string; settings: MessageSettings; messageId: string }
  | {
      kind: "update_profile";
      updates: { property: string; how: "set" | "add" | "remove"; value: string }[];
    }
  | { kind: "audience"; operation: "upsert" | "delete"; audienceId: string };

export type StepContext = {
  personId: string;
  /** Names the message that this node may send in this stay, and comes back as `journeyMessage` with who saw or clicked it. */
  messageId: string;
  /** The person's own properties, as they are now. */
  properties: JsonObject;
  now: Date;
  /** When the person came to this node. */
  since: Date;
  /** The clocks that count for this person. */
  zone: string;
  /** The event that woke this step; null where time, an answer or an outcome did. */
  event: JourneyEvent | null;
  /** The last event that moved the person: what `Event` means. */
  last: JourneyEvent | null;
  /** What the step before kept at this node. */
  state: JsonObject | null;
  connected(exit: string): boolean;
  /** Undefined: it was not asked yet. */
  answer(question: Question): boolean | undefined;
  /** Of the message that this node sent; null before. */
  outcome: Outcome | null;
  /** The person's lot at this node, from 0 to below 1. */
  chance: number;
  /** What an automatic split gives each path at present; null: all the same. */
  weights: Readonly<Record<string, number>> | null;
  quiet: { hours: QuietHours; mode: "discard" | "delay" } | null;
  /** The time of the clock that was chosen for this moment, on the link or at the node which led here. */
  clock: string | null;
  /** How old an event may be that begins a journey. */
  freshMinutes: number;
};

/**
 * What should happen. go: on by an exit · sleep: step again then (`watches`: and when the profile changes) · wait: step again at such an event, and at `until` take
 * the exit `onTimeout` · ask: step again with the answers · act: do this, then take an exit; without an exit: step again with
 * what came of it · end: out of the journey. `state` is kept for the next step at this node.
 */
export type Step =
  | {
      do: "go";
      exit: string;
      because: string /** Chosen for this moment, as a time of the clock. */;
      clock?: string;
    }
  | { do: "sleep"; until: Date; watches?: true; because: string }
  | {
      do: "wait";
      for: WaitedEvent[];
      until: Date | null;
      onTimeout: string | null;
      state: JsonObject | null;
      /** The event that woke this step is from now on what `Event` means. */
      takes?: true;
      because: string;
    }
  | { do: "ask"; questions: Question[] }
  | { do: "act"; effects: Effect[]; exit: string | null; because: string }
  | { do: "end"; because: string };

export const go = (exit: string, because: string): Step => ({ do: "go", exit, because });
/** Goes on at a moment that was waited for; `clock`: the time of the clock that was chosen for it, if one was. */
export const goAt = (exit: string, because: string, clock: string | null): Step =>
  clock === null ? go(exit, because) : { do: "go", exit, because, clock };
export const sleep = (until: Date, because: string): Step => ({ do: "sleep", until, because });
/** Sleeps until a day that a property says, which may be moved meanwhile. */
export const sleepForDate = (until: Date, of: "person" | "event", because: string): Step =>
  of === "person" ? { do: "sleep", until, watches: true, because } : sleep(until, because);
export const end = (because: string): Step => ({ do: "end", because });
export const ask = (question: Question): Step => ({ do: "ask", questions: [question] });
