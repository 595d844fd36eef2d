import { limitSince } from "../../campaigns/engine/hold-back.ts";
import { rulesOf } from "../../campaigns/rules.ts";
import type { ChannelLimit } from "../../campaigns/rules-schema.ts";
import { type VerdictCode, verdicts } from "../../campaigns/verdicts.ts";
import type { ChannelId } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { isInControlGroup } from "../../control-groups/share.ts";
import { type Frequency, frequency, isOverFrequency } from "../../delivery/when/frequency.ts";
import type { JourneyDocument } from "../document.ts";
import { dayOf } from "../engine/apply.ts";
import { enteredEver, enteredSince } from "../engine/door-store.ts";
import { nodeOf } from "../graph.ts";
import { heldGroups } from "../held-groups.ts";
import { kindOf } from "../nodes/catalog.ts";
import type { Outcome } from "../nodes/step.ts";
import { refusedWords } from "../seeing/words.ts";
import type { RefusalReason } from "../statuses.ts";
import type { Undecided } from "./schema.ts";
import { messagesSent, messagesSentAt, unsubscribedFrom } from "./simulate-store.ts";
import type { SimulatedPerson } from "./simulated-person.ts";

const MINUTE_MS = 60_000;

export type Refusal = { reason: RefusalReason; because: string };

/** What holds somebody back on a walk that was not walked yet: who comes in and what leaves counts for what comes later. */
export type Holds = {
  /** Why they may not come in at a moment; null: they may, and count. */
  refuse(now: Date): Refusal | null;
  /** What would become of a message because of who they are and what they got; null: nothing holds it back. */
  held(channel: ChannelId, node: string, now: Date): { outcome: Outcome; reason: string } | null;
  sent(channel: ChannelId, node: string, now: Date): void;
};

const refusal = (reason: RefusalReason, detail = ""): Refusal => ({
  reason,
  because: refusedWords(reason, detail),
});

const channelsOf = ({ nodes }: JourneyDocument): ChannelId[] => [
  ...new Set(nodes.flatMap(({ kind }) => (kindOf(kind)?.channel?.id as ChannelId | undefined) ?? [])),
];

/** How often one person gets what a node sends. */
function frequencyAt(document: JourneyDocument, node: string): Frequency {
  const read = frequency.safeParse(nodeOf(document, node)?.settings.frequency);
  return read.success ? read.data : { kind: "every_time" };
}

type Facts = {
  document: JourneyDocument;
  zone: string;
  group: string | null;
  ever: number;
  /** Who entered on the day that it is. */
  today: { day: number; people: number };
  limits: ReadonlyMap<ChannelId, ChannelLimit>;
  got: ReadonlyMap<string, readonly number[]>;
  /** What they got of each node. */
  gotAt: ReadonlyMap<string, readonly number[]>;
  unsubscribed: ReadonlySet<string>;
};

function open({ document, zone, group, ever, today, limits, got, gotAt, unsubscribed }: Facts): Holds {
  const { cap } = document.settings;
  const entries: number[] = [];
  const left = new Map<string, number[]>();
  const leftAt = new Map<string, number[]>();
  const refuse = (now: Date): Refusal | null => {
    if (group !== null) {
      return refusal("control_group", group);
    }
    if (cap.kind === "only" && ever + entries.length >= cap.people) {
      return refusal("cap");
    }
    const day = dayOf(now, zone).getTime();
    const others = day === today.day ? today.people : 0;
    if (cap.kind === "per_day" && others + entries.filter((each) => each === day).length >= cap.people) {
      return refusal("cap_day");
    }
    entries.push(day);
    return null;
  };
  const isOverLimit = (channel: ChannelId, now: Date): boolean => {
    const limit = limits.get(channel);
    if (!limit) {
      return false;
    }
    const since = limitSince(limit, now).getTime();
    const messages = [...(got.get(channel) ?? []), ...(left.get(channel) ?? [])].filter(
      (at) => at > since && at <= now.getTime(),
    );
    const last = Math.max(0, ...messages);
    const rests = limit.dwellMinutes !== null && now.getTime() - last < limit.dwellMinutes * MINUTE_MS;
    return rests || messages.length >= limit.messages;
  };
  const isOverOwn = (node: string, now: Date): boolean => {
    const nowMs = now.getTime();
    const messages = [...(gotAt.get(node) ?? []), ...(leftAt.get(node) ?? [])].filter((at) => at <= nowMs);
    const own = frequencyAt(document, node);
    return isOverFrequency(own, { got: messages.length, lastMs: Math.max(0, ...messages) }, nowMs);
  };
  const because = (outcome: Outcome, code: VerdictCode) => ({ outcome, reason: verdicts[code].why });
  return {
    refuse,
    held: (channel, node, now) =>
      unsubscribed.has(channel)
        ? because("unreachable", "unsubscribed")
        : isOverOwn(node, now) || isOverLimit(channel, now)
          ? because("failed", "frequency")
          : null,
    sent: (channel, node, now) => {
      left.set(channel, [...(left.get(channel) ?? []), now.getTime()]);
      leftAt.set(node, [...(leftAt.get(node) ?? []), now.getTime()]);
    },
  };
}

/**
 * What is known of a person and a journey now that may hold them back, to begin walks with, and what of it nobody can decide
 * beforehand. `journeyId`: null for a draft that is nowhere kept.
 */
export async function holdsFor(
  ctx: Ctx,
  given: {
    document: JourneyDocument;
    journeyId: string | null;
    person: SimulatedPerson;
    from: Date;
    zone: string;
  },
): Promise<{ open(): Holds; undecided: Undecided[] }> {
  const { document, journeyId, person, from, zone } = given;
  const { workspaceId } = ctx;
  const { controlGroups, cap, ignoreLimits } = document.settings;
  const channels = channelsOf(document);
  const rules = await rulesOf(ctx);
  const limits = new Map(
    channels.flatMap((channel): [ChannelId, ChannelLimit][] => {
      const limit = ignoreLimits ? undefined : rules.limits[channel];
      return limit ? [[channel, limit]] : [];
    }),
  );
  const groups = await heldGroups(ctx, controlGroups, journeyId);
  const { id } = person;
  const own = id === null ? undefined : groups.find((each) => isInControlGroup(id, each));
  const day = dayOf(ctx.clock.now(), zone);
  const counts = journeyId !== null && cap.kind !== "all";
  const since = new Date(Math.min(...[...limits.values()].map((each) => limitSince(each, from).getTime())));
  const facts: Facts = {
    ...{ document, zone, limits, group: own?.name ?? null },
    ever: counts && cap.kind === "only" ? await enteredEver(ctx.db, workspaceId, journeyId) : 0,
    today: {
      day: day.getTime(),
      people: counts && cap.kind === "per_day" ? await enteredSince(ctx.db, workspaceId, journeyId, day) : 0,
    },
    got: id === null || limits.size === 0 ? new Map() : await messagesSent(ctx.db, workspaceId, id, since),
    gotAt:
      id === null || journeyId === null
        ? new Map()
        : await messagesSentAt(ctx.db, workspaceId, id, journeyId),
    unsubscribed: id === null ? new Set() : await unsubscribedFrom(ctx.db, workspaceId, id, channels),
  };
  const drawsLots = groups.length > 0 || controlGroups.percent !== null;
  const undecided: Undecided[] = [
    ...(drawsLots && id === null ? ["control_groups" as const] : []),
    ...(controlGroups.percent !== null && id !== null && journeyId === null
      ? ["own_control_group" as const]
      : []),
    ...(cap.kind === "all" ? [] : ["cap" as const]),
    ...(limits.size > 0 ? ["limits" as const] : []),
  ];
  return { open: () => open(facts), undecided };
}
