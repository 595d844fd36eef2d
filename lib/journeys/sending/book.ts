import { type VerdictCode, verdictOf } from "../../campaigns/verdicts.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import type { ChannelKit } from "../../channels/kit.ts";
import type { Ctx } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { wake } from "../../db/wake.ts";
import { Halt } from "../../delivery/halt.ts";
import type { BookingPlace } from "../../delivery/pipeline.ts";
import type { Delivery } from "../../delivery/sender.ts";
import type { RaisedEvent } from "../../events/raise-events.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { retireTokens } from "../../people/tokens.ts";
import { takeAlong } from "../engine/apply.ts";
import { type Course, travel } from "../engine/ask.ts";
import { carryOut, type Done } from "../engine/carry-out.ts";
import { Traveller } from "../engine/course.ts";
import { doorsFor, guardsEntries, nobodyIn } from "../engine/door.ts";
import { lockEntries } from "../engine/gate-store.ts";
import { openVersions, type Plan, planOf } from "../engine/plan-store.ts";
import { Record } from "../engine/record.ts";
import { lastStays, peopleNow, staysAt } from "../engine/stay-store.ts";
import { lanes } from "../engine/write-store.ts";
import type { MessageStatus } from "../statuses.ts";
import type { MessageEntry } from "./entry.ts";
import {
  type DecidedMessage,
  delayPending,
  insertMessages,
  takePending,
  withdrawnMeanwhile,
} from "./pending-store.ts";
import { type ClaimedSender, clearWaiting, type HeldSender, noteBatch } from "./sender-store.ts";

type Outcome = { status: MessageStatus; code: string; reason: string | null };

/** Whom nothing reaches takes that exit; whoever got too many messages takes Failed (contracts §10.5). */
const unreachable: ReadonlySet<VerdictCode> = new Set(["unsubscribed", "not_reachable", "user_dnd", "gone"]);

const outcomeOf = (code: VerdictCode, reason: string | null): Outcome => ({
  status: unreachable.has(code) ? "unreachable" : "failed",
  code,
  reason,
});

/** What became of the first entries of a chunk. */
function outcomes({ entries, rejections }: Delivery<MessageEntry>, { refusedAs }: ChannelKit) {
  const refused = new Map(rejections.map((rejection) => [rejection.place, rejection]));
  const decided: (MessageEntry & Outcome)[] = [];
  const delayed: (MessageEntry & { until: Date })[] = [];
  for (const [place, entry] of entries.entries()) {
    const { back } = entry;
    const refusal = refused.get(place);
    if (back && "until" in back) {
      delayed.push({ until: back.until, ...entry });
    } else if (back) {
      decided.push(Object.assign(outcomeOf(back.code, back.reason), entry));
    } else if (refusal) {
      const code = verdictOf(refusal.answer ? (refusedAs ?? "partner_refused") : refusal.code);
      decided.push(Object.assign(outcomeOf(code, refusal.reason), entry));
    } else {
      decided.push({ status: "sent", code: "", reason: null, ...entry });
    }
  }
  return { decided, delayed };
}

/** "Notification Sent" or "Webhook Delivered", as the channel's kit says. */
function sentEvent(sender: ClaimedSender, personId: string, messageId: string, now: Date): RaisedEvent {
  const { label, sentEvent: name } = channelKitOf(sender.channel);
  const of = { "Journey id": sender.journeyId, "Journey name": sender.name, journeyMessage: messageId };
  const properties: JsonObject =
    name === "Webhook Delivered"
      ? { ContentName: sender.name, "Campaign Id": sender.number, ...of }
      : {
          "Campaign id": sender.number,
          "Campaign name": sender.name,
          "Campaign type": label,
          "Campaign labels": sender.labels,
          Variant: "wzrk_default",
          ...of,
        };
  return { personId, name, messageId, timestamp: now, properties };
}

type Booking = { sender: ClaimedSender; held: HeldSender; atMostOnce: boolean };

/** Moves those on whose messages were decided about. */
async function moveOn(
  ctx: Ctx,
  db: Sql,
  given: { plan: Plan; record: Record; decided: readonly DecidedMessage[]; now: Date },
) {
  const { plan, record, decided, now } = given;
  const { workspaceId } = ctx;
  const outcomeAt = new Map(
    decided.map((each) => [`${each.personId} ${each.journeyId} ${each.round}`, each]),
  );
  const ids = [...new Set(decided.map(({ personId }) => personId))];
  const [stays, people] = await Promise.all([
    staysAt(db, workspaceId, decided),
    peopleNow(db, workspaceId, ids, plan.zones),
  ]);
  const version = await openVersions(db, workspaceId, stays);
  const held = stays.filter(({ backlog }) => backlog.length > 0);
  const last =
    held.length > 0
      ? await lastStays(
          db,
          workspaceId,
          held.map(({ personId }) => personId),
          held.map(({ journeyId }) => journeyId),
        )
      : new Map();
  // Whoever comes out by this may have begun anew meanwhile.
  const doors = await doorsFor(ctx, db, { plan, version, stays: held });
  const courses = stays.flatMap((stay): Course[] => {
    const [person, journey] = [people.get(stay.personId), plan.journeys.get(stay.journeyId)];
    const message = outcomeAt.get(`${stay.personId} ${stay.journeyId} ${stay.round}`);
    const outcome = message && { messageId: message.messageId, outcome: message.status };
    if (!person && outcome) {
      // They became another one whose the stay is not yet.
      takeAlong(record, stay, outcome);
    }
    if (!person || !journey || !outcome) {
      return [];
    }
    const going = {
      plan,
      journey,
      record,
      now,
      until: now,
      refuse: doors.get(journey.id) ?? nobodyIn,
      version: (number: number) => version(journey.id, number),
    };
    const traveller = new Traveller(going, person, stay, last.get(`${person.id} ${journey.id}`) ?? null);
    return [{ personId: person.id, course: traveller.walk({ events: [], outcome }) }];
  });
  await travel(ctx, db, courses, { zone: plan.zone, record, now });
  return version;
}

/**
 * Books what became of a chunk's first entries and moves their people on, in one transaction with the lease under which they
 * were sent. Its commit does not wait for the disk: what a crash of PostgreSQL takes back is decided again, and messages leave
 * under the same ids. Throws Halt when the lease was lost.
 */
export async function book(
  ctx: Ctx,
  { sender, held, atMostOnce }: Booking,
  delivery: Delivery<MessageEntry>,
  place: BookingPlace,
): Promise<Done | null> {
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  const { decided, delayed } = outcomes(delivery, channelKitOf(sender.channel));
  const done = await withTransaction(
    ctx.db.pipelined,
    async (client) => {
      const db = sqlOn(client);
      const [, noted, plan, pending] = await Promise.all([
        holdJourneyGate(db, workspaceId),
        noteBatch(db, held, place.number),
        planOf(db, workspaceId),
        takePending(db, held, decided),
        delayPending(db, held, delayed),
        retireTokens(db, workspaceId, delivery.retired, now),
      ]);
      if (!noted) {
        throw new Halt({ kind: "lost" });
      }
      if (noted.waited) {
        await clearWaiting(db, workspaceId, sender.journeyId);
      }
      if (plan && guardsEntries(plan, await openVersions(db, workspaceId, []))) {
        await lockEntries(db, workspaceId);
      }
      const taken = new Map(pending.map((row) => [row.messageId, row]));
      const left = decided.filter(({ messageId, back }) => back === null && !taken.has(messageId));
      for (const row of left.length > 0 ? await withdrawnMeanwhile(db, workspaceId, left) : []) {
        taken.set(row.messageId, row);
      }
      const fresh = decided.flatMap(({ messageId, status, code, reason }): DecidedMessage[] => {
        const row = taken.get(messageId);
        return row ? [{ status, code, reason, ...row }] : [];
      });
      if (fresh.length === 0) {
        return null;
      }
      const written = insertMessages(db, { workspaceId, ...sender }, fresh, now);
      if (!plan) {
        await written;
        return null;
      }
      const record = new Record();
      for (const { status, code } of fresh) {
        record.count(sender, sender.node, status, code);
      }
      const [version] = await Promise.all([moveOn(ctx, db, { plan, record, decided: fresh, now }), written]);
      const isNow = new Map(delivery.entries.map(({ messageId, personId }) => [messageId, personId]));
      const more = fresh.flatMap(({ status, messageId, personId }) =>
        status === "sent" ? [sentEvent(sender, isNow.get(messageId) ?? personId, messageId, now)] : [],
      );
      return carryOut(ctx, db, { plan, version, record, lane: lanes.send, now, more });
    },
    { rederived: !atMostOnce, plannedOnce: true },
  );
  if (done?.raised) {
    wake(ctx.db.pool, "events", workspaceId);
  }
  return done;
}
