import type { z } from "zod";
import type { ChannelKit, TemplateSpot } from "../../channels/kit.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { EventsAsked } from "../matching/events.ts";
import type { Mention, Named } from "./mentions.ts";
import type { Step, StepContext } from "./step.ts";

export const nodeGroups = ["entry", "segment", "engagement", "control"] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/**
 * A way out of a node. `needed`: a journey that does not say where it leads is not finished · `linked`: nobody takes it where it
 * leads nowhere.
 */
export type Exit = { id: string; label: string; needed?: true; linked?: true };

/**
 * A kind of node as data, safe for the browser. Settings of a draft are any object: `exits`, `words` and the others read
 * them leniently and never throw; `settings` says what may be published.
 */
export type NodeKind<Settings = unknown> = {
  id: string;
  title: string;
  group: NodeGroup;
  description: string;
  settings: z.ZodType<Settings>;
  /** Settings to begin with. */
  blank: JsonObject;
  exits(draft: JsonObject): Exit[];
  /** The node's face, as a sentence; what it mentions is called as `named` says. */
  words(draft: JsonObject, named?: Named): string;
  /** What it speaks of that has a name of its own. */
  mentions(draft: JsonObject): Mention[];
  /** Whoever leaves by this exit brings the event that `Event` then means. */
  brings(exit: string): boolean;
  /** Whoever leaves by this exit has spent time here, or an event, so that a loop through it does not spin. */
  waits(draft: JsonObject, exit: string): boolean;
  /** The time of the clock that is chosen for when people go on from here by its first exit, and where it is set; null: none is. */
  clock(draft: JsonObject): { path: string; at: string } | null;
  /** Texts with Liquid, besides those of a message. */
  texts(draft: JsonObject): TemplateSpot[];
  /** It speaks of properties of the last event. */
  readsEvent(draft: JsonObject): boolean;
  /** Visits of pages mean something to it, of which its settings name none. */
  hearsVisits: boolean;
  /** Of entries: the events with which people may begin, by settings that may be published; null: it is not by events. */
  beginsBy(settings: Settings): EventsAsked["events"] | null;
  /** Of engagement nodes: the channel whose message it sends. */
  channel?: ChannelKit;
};

type Told = "id" | "title" | "group" | "description" | "settings" | "blank" | "exits" | "words";

/** A kind of node with what most kinds have in common. */
export function nodeKind<Settings>(
  kind: Pick<NodeKind<Settings>, Told> & Partial<Omit<NodeKind<Settings>, Told>>,
): NodeKind<Settings> {
  return {
    mentions: () => [],
    brings: () => false,
    waits: () => false,
    clock: () => null,
    texts: () => [],
    readsEvent: () => false,
    hearsVisits: false,
    beginsBy: () => null,
    ...kind,
  };
}

/** What a kind does. Pure: the same settings and context make the same step. */
export type NodeRuntime = {
  kind: NodeKind;
  /** Throws a ZodError where the settings may not be published. */
  open(settings: JsonObject): (context: StepContext) => Step;
};

export function nodeRuntime<Settings>(
  kind: NodeKind<Settings>,
  step: (settings: Settings, context: StepContext) => Step,
): NodeRuntime {
  return {
    kind,
    open: (given) => {
      const settings = kind.settings.parse(given);
      return (context) => step(settings, context);
    },
  };
}

/** A time of the clock that a draft may have at a path. */
export const clockSet = (path: string, at: Json | undefined): { path: string; at: string } | null =>
  typeof at === "string" ? { path, at } : null;

/** A part of a draft where it is what it should be; otherwise null. */
export function partOf<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | null {
  const read = schema.safeParse(value);
  return read.success ? read.data : null;
}
