import { isUnreadable } from "../../access/secret-box.ts";
import { limitSince } from "../../campaigns/engine/hold-back.ts";
import { unsubscribedSql } from "../../campaigns/engine/unsubscribed.ts";
import { rulesOf } from "../../campaigns/rules.ts";
import type { CampaignRules } from "../../campaigns/rules-schema.ts";
import type { ChannelId } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import { Halt, type HaltReason } from "../../delivery/halt.ts";
import type { News } from "../../delivery/news-desk.ts";
import { type Outage, outage as outageSchema } from "../../delivery/outage.ts";
import { sendPages } from "../../delivery/send-pages.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { unreadableOutage } from "../../delivery/unreadable.ts";
import { waitingWords } from "../../delivery/waiting.ts";
import type { Hold } from "../../delivery/work-on.ts";
import { markAttention } from "../../integrations/mark-attention.ts";
import type { Json } from "../../kernel/json.ts";
import type { DeviceToken } from "../../people/device-token.ts";
import { tokensOf } from "../../people/tokens.ts";
import type { Carrier } from "../../tracking/carrier.ts";
import type { JourneySettings } from "../document.ts";
import type { Done } from "../engine/carry-out.ts";
import { openVersions } from "../engine/plan-store.ts";
import type { MessageSettings } from "../nodes/engagement/schema.ts";
import { book } from "./book.ts";
import { type Encoding, type MessageEntry, messageEncoder } from "./entry.ts";
import { carrierOfNode, messageOf } from "./node-message.ts";
import { allWait, markLeaving, nextPage, type PageOf, type PendingRow } from "./pending-store.ts";
import {
  type ClaimedSender,
  claimSender,
  type HeldSender,
  leaveToSend,
  nextDue,
  parkSender,
  releaseSender,
  setWaiting,
} from "./sender-store.ts";

const PAGE = 1_000;
/** After this long a turn begins anew, with what has changed of its account and of the workspace's limits. */
const TURN_MS = 30_000;
/** What only somebody can mend is looked at again after this long; people wait for it meanwhile. */
const MEND_MS = 60_000;
/** The same where each look takes some people their message: of devices that belong to another project's app. */
const COSTLY_MEND_MS = 3_600_000;

/** What was made longer ago is looked up in the queue once more before it leaves. */
const OLD_MS = 1_000;

const isOld = ([first]: readonly MessageEntry[]): boolean =>
  first !== undefined && performance.now() - first.madeMs > OLD_MS;

export type Turn = {
  senderId: string;
  hold: Hold;
  times: EngineTimes;
  news: News;
  /** So long it stays with its worker after its last message: who comes next does not wait for a claim. */
  lingerMs: number;
  /** Hears of what a booking has done. */
  told(done: Done): void;
};

type Working = {
  ctx: Ctx;
  sender: ClaimedSender;
  held: HeldSender;
  message: MessageSettings;
  settings: JourneySettings;
  carrier: Carrier;
  /** The workspace's, of each channel. */
  limits: CampaignRules["limits"];
  turn: Turn;
};

/** What each way of halting means for a sender. What nobody can send now waits; nobody is lost by it. */
async function halt(
  ctx: Ctx,
  { sender, held }: Pick<Working, "sender" | "held">,
  reason: HaltReason,
  message: MessageSettings | null,
): Promise<void> {
  switch (reason.kind) {
    case "lost":
      return;
    case "stopped":
    case "ending":
      return releaseSender(ctx.db, held);
    case "parked":
      return parkSender(ctx.db, held, {
        until: new Date(reason.outage.nextMs),
        outage: reason.outage as unknown as Json,
        // What was booked last took the words away.
        waiting: waitingWords(reason.outage.said, reason.outage.sinceMs, reason.outage.nextMs, sender.zone),
      });
    case "unauthorised":
    case "refused":
    case "failed": {
      const [connectionId, ...others] = Object.values(message?.connections ?? {});
      // Of several it is not told which one was refused.
      if (reason.kind === "unauthorised" && connectionId && others.length === 0) {
        await markAttention(ctx, connectionId, reason.message);
      }
      const isCostly = reason.kind === "unauthorised" && reason.costly === true;
      const until = new Date(ctx.clock.now().getTime() + (isCostly ? COSTLY_MEND_MS : MEND_MS));
      return parkSender(ctx.db, held, { until, outage: null, waiting: reason.message });
    }
  }
}

/**
 * Sends all that is due now. Resolves how many that were, why it had to end before (null: it did not, or the queue is to be read
 * anew), and the outage that it ended in.
 */
async function sendDue(
  working: Working,
  outage: Outage | null,
): Promise<{ read: number; reason: HaltReason | null; outage: Outage | null }> {
  const { ctx, sender, held, message, settings, carrier, turn } = working;
  const { workspaceId } = ctx;
  const { signal } = turn.hold;
  const channel = sender.channel as ChannelId;
  const content = message.content as { repeats?: string; tokens?: unknown[] } | null;
  const readsTokens = carrier.channel.reachedOn !== undefined || (content?.tokens ?? []).length > 0;
  const atMostOnce = content?.repeats === "at_most_once";
  const limit = settings.ignoreLimits ? null : (working.limits[channel] ?? null);
  const queue = { workspaceId, senderId: sender.id };
  let read = 0;
  let isStale = false;

  async function* pages(): AsyncGenerator<(PendingRow & { tokens?: DeviceToken[] })[]> {
    for (let after: PendingRow | null = null; ; ) {
      const now = ctx.clock.now();
      const of: PageOf = {
        ...{ ...queue, channel, unsubscribed: unsubscribedSql(channel) },
        zone: settings.quiet !== null && settings.zone === "user",
        limitSince: limit === null ? null : limitSince(limit, now),
        here: message.frequency.kind === "every_time" ? null : sender,
      };
      const page: PendingRow[] = await nextPage(ctx.db, of, { now, after, limit: PAGE });
      after = page.at(-1) ?? null;
      if (!after || signal.aborted) {
        return;
      }
      read += page.length;
      const people = page.flatMap(({ isNow }) => isNow ?? []);
      const tokens = readsTokens ? await tokensOf(ctx.db, workspaceId, people) : null;
      yield tokens ? page.map((row) => ({ tokens: tokens.get(row.isNow ?? "") ?? [], ...row })) : page;
      if (page.length < PAGE) {
        return;
      }
    }
  }

  const encoding: Encoding = {
    ...{ sender, channel: carrier.channel, message, settings, limit },
    ...{ sent: new Map(), now: () => ctx.clock.now() },
  };
  const sent = await sendPages<PendingRow, MessageEntry>({
    lane: carrier.channel.lane,
    credentials: carrier.credentials,
    clock: ctx.clock,
    signal,
    outage,
    times: turn.times,
    timeZone: sender.zone,
    keepEntries: true,
    anyOrder: true,
    pages: pages(),
    encode: messageEncoder(encoding),
    batches: sender.batches,
    book: async (delivery, place) => {
      const done = await book(ctx, { sender, held, atMostOnce }, delivery, place);
      if (done) {
        turn.told(done);
      }
    },
    mayLeave: async (entries) => {
      const made = entries();
      // Who waited for the partner with it may have left meanwhile: the queue is read anew.
      if (isOld(made) && !(await allWait(ctx.db, queue, made))) {
        isStale = true;
        return "stopped";
      }
      const may = await leaveToSend(ctx.db, held);
      if (may === "yes" && atMostOnce) {
        await markLeaving(ctx.db, queue, made);
      }
      return may;
    },
    tellWait: (words) => setWaiting(ctx.db, held, words),
  });
  sender.batches = sent.batches;
  if (atMostOnce && sent.reason) {
    await markLeaving(ctx.db, queue, null);
  }
  const reason = isStale && sent.reason?.kind === "stopped" ? null : sent.reason;
  return { read, reason, outage: sent.outage };
}

/** Sends until nothing is left to wait for within this turn. Null: the sender is to be given back. */
async function sendAll(working: Working): Promise<HaltReason | null> {
  const { ctx, sender, turn } = working;
  const { signal } = turn.hold;
  const beganMs = performance.now();
  let sentMs = performance.now();
  let outage = outageSchema.nullable().parse(sender.outage);
  for (;;) {
    const { read, reason, outage: left } = await sendDue(working, outage);
    outage = left;
    if (reason || signal.aborted) {
      return reason ?? { kind: "ending" };
    }
    // Who sends has been told of more meanwhile, as a rule: the next page says so soonest.
    const isBusy = read > 0 && performance.now() - beganMs < TURN_MS;
    if (isBusy) {
      sentMs = performance.now();
      continue;
    }
    const now = ctx.clock.now();
    const due = await nextDue(ctx.db, ctx.workspaceId, sender.id);
    const spare = Math.min(
      turn.lingerMs - (performance.now() - sentMs),
      TURN_MS - (performance.now() - beganMs),
    );
    if (spare <= 0) {
      return null;
    }
    if (due === null || due > now) {
      const wait = due === null ? spare : Math.min(spare, due.getTime() - now.getTime());
      await turn.news.wait(sender.id, Math.max(1, wait), signal);
    }
  }
}

/** One claim of a sender: sends what is due, and gives it back. */
export async function senderTurn(ctx: Ctx, turn: Turn): Promise<void> {
  const { lease, activeHere } = turn.hold;
  const held: HeldSender = { workspaceId: ctx.workspaceId, senderId: turn.senderId, lease };
  const sender = await claimSender(ctx.db, held, activeHere);
  if (!sender) {
    return;
  }
  let message: MessageSettings | null = null;
  try {
    const version = await openVersions(ctx.db, ctx.workspaceId, [sender]);
    const { document, unreadable } = version(sender.journeyId, sender.version);
    if (unreadable !== null) {
      return await halt(ctx, { sender, held }, { kind: "refused", message: unreadable }, null);
    }
    message = messageOf(document, sender.node);
    const carrier = await carrierOfNode(ctx, sender, message);
    const { limits } = await rulesOf(ctx);
    const reason: HaltReason | null = carrier
      ? await sendAll({ ctx, sender, held, message, settings: document.settings, carrier, limits, turn })
      : { kind: "refused", message: "The account that carries its messages is no longer connected" };
    await (reason ? halt(ctx, { sender, held }, reason, message) : releaseSender(ctx.db, held));
  } catch (error) {
    if (error instanceof Halt) {
      return halt(ctx, { sender, held }, error.reason, message);
    }
    if (isUnreadable(error)) {
      const known = outageSchema.nullable().parse(sender.outage);
      const outage = unreadableOutage(known, ctx.clock.now());
      return halt(ctx, { sender, held }, { kind: "parked", outage }, message);
    }
    if (!isConnectionLoss(error)) {
      // For the next try; the error itself is the ticker's to report.
      await releaseSender(ctx.db, held);
    }
    throw error;
  }
}
