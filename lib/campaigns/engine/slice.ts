import type { Ctx } from "../../context.ts";
import type { HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { sendPages } from "../../delivery/send-pages.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import type { DeviceToken } from "../../people/device-token.ts";
import { tokensOf } from "../../people/tokens.ts";
import type { Carrier } from "../../tracking/carrier.ts";
import { throttledUntil } from "../person-times.ts";
import { rulesOf } from "../rules.ts";
import { book } from "./book.ts";
import { controlOf } from "./control.ts";
import { clearLeaving, markLeaving } from "./delivery-store.ts";
import { type Encoding, type Room, type RunEntry, runEncoder } from "./entry.ts";
import { filterOf } from "./filter.ts";
import { dayBegan, holdingBack, limitSince, type Sent } from "./hold-back.ts";
import { type PageOf, type PendingRow, type Place, pendingPage, sentSince } from "./pending-store.ts";
import { type ClaimedRun, type HeldRun, leaveToSend, setWaiting } from "./run-store.ts";
import { unsubscribedSql } from "./unsubscribed.ts";

const PAGE = 1_000;
const MINUTE_MS = 60_000;

export type SliceEnd = {
  reason: HaltReason | null;
  /** The throttle is used up: nothing more before this. */
  until: Date | null;
  /** What is known now decides about some who were due: they are to be looked at again. */
  again: boolean;
};

export type Slice = {
  /** Sends all that is due now. */
  send(outage: Outage | null): Promise<SliceEnd>;
  /** Whether a live campaign has sent as many messages as it may at all. */
  isSpent(): Promise<boolean>;
};

/** How many messages a cap still lets out; null: it sets no bound at the moment of sending. */
async function roomOf(ctx: Ctx, run: ClaimedRun): Promise<Room | null> {
  const { cap } = run.document.who;
  if (run.kind === "batch" || cap.kind === "all") {
    return null;
  }
  const of = { workspaceId: ctx.workspaceId, campaignId: run.campaignId };
  const since = cap.kind === "per_day" ? dayBegan(ctx.clock.now(), run.timeZone) : null;
  const { people } = await sentSince(ctx.db, of, since, cap.people);
  const left = cap.people - people;
  return { left, isSpent: left <= 0, code: cap.kind === "per_day" ? "limit_day" : "limit_total" };
}

/** Opens what sends the messages of a claimed run. */
export async function openSlice(
  ctx: Ctx,
  work: { run: ClaimedRun; held: HeldRun; carrier: Carrier; signal: AbortSignal; times: EngineTimes },
): Promise<Slice> {
  const { run, held, carrier, signal, times } = work;
  const { document, channel } = run;
  const content = document.what.content as { repeats?: string; tokens?: unknown[] } | null;
  const readsTokens = carrier.channel.reachedOn !== undefined || (content?.tokens ?? []).length > 0;
  const atMostOnce = content?.repeats === "at_most_once";
  const live = run.kind === "live";
  const { limits } = await rulesOf(ctx);
  const limit = document.when.ignoreLimits ? null : (limits[channel] ?? null);
  const planned = { at: run.plannedAt, zone: run.timeZone };
  const holdBack = holdingBack({
    ...{ document, planned, begunAt: run.startedAt, limit, endsAt: live ? run.endsAt : null },
    // Whoever lets a held run go knows that it is late.
    throttledUntil: run.released ? null : throttledUntil(document, planned),
  });
  const control = live ? await controlOf(ctx, run.campaignId, document) : null;
  const filter = await filterOf(ctx, live ? document.who.filter : null, run.timeZone);
  const of: PageOf = {
    ...{ workspaceId: ctx.workspaceId, runId: run.id, campaignId: run.campaignId, channel },
    unsubscribed: unsubscribedSql(channel),
    zone: document.when.quiet !== null || document.when.userTimeZone !== null,
    event: document.qualification === "live" && document.who.trigger?.kind !== "enters",
    payload: document.qualification === "external",
    own: document.when.frequency.kind !== "every_time",
    ownByRun: !live,
    allSince: null,
    nowSince: null,
  };
  let batches = run.batches;
  let saysWaiting = run.waiting !== null;

  async function* pages(
    encoding: Pick<Encoding, "filtered" | "room">,
    end: SliceEnd,
  ): AsyncGenerator<(PendingRow & { tokens?: DeviceToken[] })[]> {
    const { throttle } = document.when;
    let budget = PAGE;
    let after: Place | null = null;
    const beganAt = ctx.clock.now();
    for (;;) {
      const now = ctx.clock.now();
      if (throttle !== null) {
        const campaign = { workspaceId: ctx.workspaceId, campaignId: run.campaignId };
        const { people, first } = await sentSince(
          ctx.db,
          campaign,
          new Date(now.getTime() - MINUTE_MS + 1),
          throttle,
        );
        budget = Math.min(PAGE, throttle - people);
        if (budget <= 0) {
          end.until = new Date((first ?? now).getTime() + MINUTE_MS);
          return;
        }
      }
      const since = limit === null ? null : limitSince(limit, now);
      const page: PendingRow[] = await pendingPage(
        ctx.db,
        { ...of, allSince: since, nowSince: after !== null && live && (of.own || since) ? beganAt : null },
        { now, after, limit: budget },
      );
      const last = page.at(-1);
      if (!last || signal.aborted) {
        return;
      }
      const people = page.flatMap(({ isNow }) => isNow ?? []);
      encoding.filtered = await filter(people);
      const tokens = readsTokens ? await tokensOf(ctx.db, ctx.workspaceId, people) : null;
      yield tokens ? page.map((row) => ({ tokens: tokens.get(row.isNow ?? "") ?? [], ...row })) : page;
      after = { dueAt: last.dueAt, personId: last.personId, occasion: last.occasion };
      // Where a cap may be spent by what is on its way, nobody further back could be decided about.
      const mayBeSpent = encoding.room !== null && !encoding.room.isSpent && encoding.room.left <= 0;
      if (page.length < budget || mayBeSpent) {
        return;
      }
      if (throttle !== null) {
        // What was just read is not yet counted.
        end.until = new Date(now.getTime() + 1_000);
        return;
      }
    }
  }

  return {
    send: async (outage) => {
      const end: SliceEnd = { reason: null, until: null, again: false };
      const encoding: Encoding = {
        ...{ run, channel: carrier.channel, control, holdBack },
        room: await roomOf(ctx, run),
        sent: live ? new Map<string, Sent>() : null,
        filtered: new Set(),
        undecided: false,
        now: () => ctx.clock.now(),
      };
      const sent = await sendPages<PendingRow, RunEntry>({
        lane: carrier.channel.lane,
        credentials: carrier.credentials,
        clock: ctx.clock,
        signal,
        outage,
        times,
        timeZone: run.timeZone,
        keepEntries: true,
        anyOrder: true,
        pages: pages(encoding, end),
        encode: runEncoder(encoding),
        batches,
        book: async (delivery, place) => {
          await book(ctx, { run, held, atMostOnce }, delivery, place);
          if (saysWaiting) {
            // Booking takes the words from the run alone: it must not lock the campaign behind it.
            saysWaiting = false;
            await setWaiting(ctx.db, held, null);
          }
        },
        mayLeave: async (entries) => {
          const may = await leaveToSend(ctx.db, held);
          if (may === "yes" && atMostOnce) {
            await markLeaving(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id }, entries());
          }
          return may;
        },
        tellWait: (words) => {
          saysWaiting = true;
          return setWaiting(ctx.db, held, words);
        },
      });
      batches = sent.batches;
      if (atMostOnce && sent.reason) {
        await clearLeaving(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id });
      }
      return { ...end, reason: sent.reason, again: encoding.undecided };
    },
    isSpent: async () => {
      const room = await roomOf(ctx, run);
      return room?.code === "limit_total" && room.isSpent;
    },
  };
}
