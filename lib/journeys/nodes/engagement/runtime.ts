import { after, firstLoud } from "../../clocks.ts";
import type { EventsAsked, JourneyEvent } from "../../matching/events.ts";
import { type NodeKind, type NodeRuntime, nodeRuntime } from "../node-kind.ts";
import { go, type Outcome, type Step, type StepContext, sleep } from "../step.ts";
import type { MessageSettings } from "./schema.ts";

const CLICKED = "Notification Clicked";
const VIEWED = "Notification Viewed";
/** What tells that somebody saw a message, or clicked it. */
export const engaged: EventsAsked["events"] = [CLICKED, VIEWED].map((name) => ({ type: "track", name }));

/** Quiet hours before the message; null where it may leave now. */
function heldBack(has: (exit: string) => boolean, { quiet, zone, now, clock }: StepContext): Step | null {
  if (quiet === null) {
    return null;
  }
  const loud = firstLoud(quiet.hours, zone, now, clock);
  if (loud !== null && loud <= now) {
    return null;
  }
  return quiet.mode === "delay" && loud !== null
    ? sleep(loud, "it is Do Not Disturb time")
    : go(has("unreachable") ? "unreachable" : "sent", "not sent: it is Do Not Disturb time");
}

/** Whether an event tells of the message that this node sent: they carry its id. */
function isOfMessage(event: JourneyEvent | null, messageId: string): boolean {
  return event?.properties.journeyMessage === messageId;
}

/**
 * After a message that left: Clicked as soon as it is clicked; Viewed as soon as it is seen or, where Clicked is drawn too,
 * when no click came in time; Sent otherwise.
 */
function afterSent(
  { waitFor }: MessageSettings,
  isDrawn: (exit: string) => boolean,
  context: StepContext,
): Step {
  const { event, state, messageId } = context;
  // Who clicked saw it, also where nothing told of that: many programs load no pictures.
  const seen =
    state?.seen === true ||
    (isOfMessage(event, messageId) && (event?.name === VIEWED || event?.name === CLICKED));
  if (isOfMessage(event, messageId) && event?.name === CLICKED && isDrawn("clicked")) {
    return go("clicked", "clicked the message");
  }
  if (seen && isDrawn("viewed") && !isDrawn("clicked")) {
    return go("viewed", "saw the message");
  }
  if (!isDrawn("viewed") && !isDrawn("clicked")) {
    return go("sent", "the message left");
  }
  const sentAt = typeof state?.sentAt === "string" ? new Date(state.sentAt) : context.now;
  return {
    do: "wait",
    for: engaged.map(({ type, name }) => ({
      type,
      name,
      key: { path: ["journeyMessage"], value: messageId },
    })),
    until: after(sentAt, waitFor, context.zone),
    onTimeout: seen && isDrawn("viewed") ? "viewed" : "sent",
    state: { seen, sentAt: sentAt.toISOString() },
    because: "waits whether the message is seen",
  };
}

const whyNot: Record<Exclude<Outcome, "sent">, string> = {
  failed: "the message could not be sent",
  unreachable: "nothing reaches the person by this channel",
};

export function engagementRuntime(kind: NodeKind<MessageSettings>): NodeRuntime {
  const exits = new Set(kind.exits({}).map(({ id }) => id));
  return nodeRuntime(kind, (settings, context): Step => {
    const { outcome } = context;
    if (outcome === "sent") {
      const isDrawn = (exit: string) => exits.has(exit) && context.connected(exit);
      return afterSent(settings, isDrawn, context);
    }
    if (outcome !== null) {
      // Channels with the one exit go on by it: what undoes a message later must still come.
      return go(exits.has(outcome) ? outcome : "sent", whyNot[outcome]);
    }
    const held = settings.ignoreQuiet ? null : heldBack((exit) => exits.has(exit), context);
    return (
      held ?? {
        do: "act",
        effects: [{ kind: "send", channel: kind.channel?.id ?? "", settings, messageId: context.messageId }],
        exit: null,
        because: "a message is to leave",
      }
    );
  });
}
