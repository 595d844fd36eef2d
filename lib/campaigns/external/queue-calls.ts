import { z } from "zod";
import type { Ctx } from "../../context.ts";
import type { Sql } from "../../db/queryable.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { addCounts, type Decided, insertDecided } from "../engine/delivery-store.ts";
import { startDueCampaign } from "../engine/start.ts";
import type { Filters } from "./filters.ts";
import { holdGates } from "./gate-store.ts";
import { type Closed, closedAt, judgeRecipients } from "./judge-recipients.ts";
import {
  type CallLink,
  campaignsByNumber,
  earlierCalls,
  insertCalls,
  type NamedCampaign,
  type NewCall,
  type QueuedPerson,
  runningAmong,
} from "./queue-store.ts";
import type { Named, ReadCall } from "./read-call.ts";
import { type KeptVerdict, keptVerdict } from "./recipient-verdict.ts";
import { peopleNamed } from "./recipients.ts";

/** A call that may be queued. Its id is made before, so that doing it twice does it once. */
export type TriggerCall = ReadCall & {
  workspaceId: string;
  id: string;
  at: Date;
  /** The Idempotency-Key, and what tells other bodies that come with it; both null where there is none. */
  key: string | null;
  bodyHash: string | null;
};

export type CallOutcome =
  /** `isRepeat`: the answer of an earlier call with the same Idempotency-Key. */
  | { receipt: string; recipients: KeptVerdict[]; isRepeat?: boolean }
  /** Nothing of it was queued. */
  | { status: 404 | 409; error: string };

const LOCK_TIMEOUT_MS = 5_000;
const GONE: Closed = { code: "stopped", reason: "The campaign was stopped or ended." };

async function campaignsFor(ctx: Ctx, numbers: string[]): Promise<Map<string, NamedCampaign>> {
  const found = await campaignsByNumber(ctx.db, ctx.workspaceId, numbers);
  const now = ctx.clock.now();
  if (!found.some(({ status, nextRunAt }) => status === "SCHEDULED" && nextRunAt && nextRunAt <= now)) {
    return new Map(found.map((campaign) => [campaign.number, campaign]));
  }
  // It is time, and no worker came to it yet: the first call does not pay for that.
  while (await startDueCampaign(ctx)) {}
  const started = await campaignsByNumber(ctx.db, ctx.workspaceId, numbers);
  return new Map(started.map((campaign) => [campaign.number, campaign]));
}

function unknownIn(call: TriggerCall, campaigns: ReadonlyMap<string, NamedCampaign>): CallOutcome | null {
  for (const number of call.campaigns) {
    const campaign = campaigns.get(number);
    if (!campaign) {
      const error = `${call.field}: no published campaign of this account has the ID ${number}`;
      return { status: 404, error };
    }
    if (campaign.qualification !== "external") {
      const error = `${call.field}: the campaign ${number} is not qualified by External Trigger`;
      return { status: 404, error };
    }
  }
  return null;
}

type Asked = {
  campaigns: ReadonlyMap<string, NamedCampaign>;
  personOf(named: Named): string | null;
  /** By campaign: who does not meet its filter, or why it cannot be asked. */
  filtered: ReadonlyMap<string, ReadonlySet<string> | string>;
};

/** All questions that calls need answered, each asked once for all of them. */
async function ask(
  ctx: Ctx,
  filters: Filters,
  calls: readonly TriggerCall[],
  campaigns: Asked["campaigns"],
): Promise<Asked> {
  const now = ctx.clock.now();
  const personOf = await peopleNamed(
    ctx,
    calls.flatMap(({ recipients }) => recipients),
  );
  const people = new Map<string, Set<string>>();
  for (const call of calls) {
    for (const number of call.campaigns) {
      const meant = people.get(number) ?? new Set();
      people.set(number, meant);
      for (const named of call.recipients) {
        const personId = personOf(named);
        if (personId !== null) {
          meant.add(personId);
        }
      }
    }
  }
  const filtered = await Promise.all(
    [...people].map(async ([number, meant]) => {
      const campaign = campaigns.get(number);
      const filter = campaign && !closedAt(campaign, now) ? await filters(ctx.workspaceId, campaign) : null;
      const out = typeof filter === "function" && meant.size > 0 ? await filter([...meant]) : filter;
      return [number, typeof out === "string" || out instanceof Set ? out : new Set<string>()] as const;
    }),
  );
  return { campaigns, personOf, filtered: new Map(filtered) };
}

type Judged = { call: TriggerCall; verdicts: KeptVerdict[] };

function judge(
  calls: readonly TriggerCall[],
  asked: Asked,
  running: ReadonlySet<string>,
  now: Date,
): Judged[] {
  return calls.map((call) => ({
    call,
    verdicts: call.campaigns.flatMap((number) => {
      const campaign = asked.campaigns.get(number);
      if (!campaign) {
        return [];
      }
      const closed = closedAt(campaign, now) ?? (running.has(campaign.id) ? null : GONE);
      const { personOf } = asked;
      const filtered = asked.filtered.get(number) ?? new Set<string>();
      return judgeRecipients(call.recipients, { campaign, closed, personOf, filtered });
    }),
  }));
}

type Rows = { calls: NewCall[]; links: CallLink[]; people: QueuedPerson[] };

function rowsOf(judged: readonly Judged[], campaigns: Asked["campaigns"]): Rows {
  const rows: Rows = { calls: [], links: [], people: [] };
  for (const { call, verdicts } of judged) {
    const queued = verdicts.filter(({ verdict }) => verdict === "queued");
    rows.calls.push({
      ...{ id: call.id, at: call.at, payload: call.payload, key: call.key, bodyHash: call.bodyHash },
      ...{
        recipients: JSON.stringify(verdicts),
        queued: queued.length,
        refused: verdicts.length - queued.length,
      },
    });
    for (const number of call.campaigns) {
      const campaign = campaigns.get(number);
      if (campaign) {
        const refused = verdicts.some((one) => one.campaignId === number && one.verdict === "refused");
        rows.links.push({ callId: call.id, campaignId: campaign.id, refused });
      }
    }
    for (const { campaignId: number, personId } of queued) {
      const campaign = campaigns.get(number);
      if (campaign?.runId && personId !== null) {
        rows.people.push({ callId: call.id, campaignId: campaign.id, runId: campaign.runId, personId });
      }
    }
  }
  return rows;
}

/** Books those whom a filter kept out: whoever asks later why somebody did not get it, is told. */
async function bookFiltered(
  db: Sql,
  workspaceId: string,
  judged: readonly Judged[],
  written: { campaigns: Asked["campaigns"]; places: ReadonlyMap<string, string>; now: Date },
): Promise<void> {
  const byCampaign = new Map<string, Decided[]>();
  for (const { call, verdicts } of judged) {
    const occasion = written.places.get(call.id);
    for (const { campaignId, code, reason, personId } of occasion === undefined ? [] : verdicts) {
      if (code === "not_qualified" && personId !== null) {
        const decided = byCampaign.get(campaignId) ?? [];
        byCampaign.set(campaignId, decided);
        decided.push({
          ...{
            personId,
            occasion: occasion ?? "0",
            dueAt: call.at,
            at: call.at,
            status: "held",
            code,
            reason,
          },
          ...{ eventTx: null, callId: call.id },
        });
      }
    }
  }
  // In one order for everybody, as counts are rows that others add to as well.
  for (const [number, decided] of [...byCampaign].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const campaign = written.campaigns.get(number);
    if (campaign?.runId) {
      const of = { workspaceId, campaignId: campaign.id, runId: campaign.runId, channel: campaign.channel };
      const fresh = await insertDecided(db, of, decided, written.now);
      await addCounts(
        db,
        of,
        decided.filter(({ personId, occasion }) => fresh.has(`${personId}/${occasion}`)),
        written.now,
      );
    }
  }
}

/** What a call that was not new was told when it was. */
function outcomeBefore(call: TriggerCall, earlier: Awaited<ReturnType<typeof earlierCalls>>): CallOutcome {
  const known = earlier.find(({ id, key }) => id === call.id || (key !== null && key === call.key));
  if (!known) {
    throw new Error("A call was neither new nor known.");
  }
  if (known.bodyHash !== call.bodyHash) {
    return { status: 409, error: "Idempotency-Key: was used with another body" };
  }
  const recipients = z.array(keptVerdict).parse(known.recipients);
  // Its own row means that it was written although the answer of the commit was lost.
  return { receipt: known.id, recipients, isRepeat: known.id !== call.id };
}

/** Of calls that name no campaign: a key that was used is a conflict whatever the other body says. By the call's id. */
async function keysUsedBefore(ctx: Ctx, calls: readonly TriggerCall[]): Promise<Map<string, CallOutcome>> {
  const keys = calls.flatMap(({ key }) => key ?? []);
  const earlier = keys.length === 0 ? [] : await earlierCalls(ctx.db, ctx.workspaceId, [], keys);
  return new Map(
    calls
      .filter(({ key }) => earlier.some((each) => each.key === key))
      .map((call) => [call.id, outcomeBefore(call, earlier)]),
  );
}

/**
 * Queues calls of one workspace in one transaction: one question for each thing to know, one statement for all rows. The
 * outcomes are in the order of calls. A call whose id or key is known is told what it was told before.
 */
export async function queueCalls(
  ctx: Ctx,
  filters: Filters,
  calls: readonly TriggerCall[],
): Promise<CallOutcome[]> {
  const { workspaceId } = ctx;
  const campaigns = await campaignsFor(ctx, [...new Set(calls.flatMap(({ campaigns: named }) => named))]);
  const unknown = new Map(calls.map((call) => [call.id, unknownIn(call, campaigns)]));
  // By key, in one order for everybody: calls of other processes may have the same keys.
  const order = ({ key, id }: TriggerCall) => `${key ?? ""} ${id}`;
  const known = calls
    .filter(({ id }) => unknown.get(id) === null)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const outcomes = await keysUsedBefore(
    ctx,
    calls.filter(({ id }) => unknown.get(id) !== null),
  );
  if (known.length > 0) {
    const asked = await ask(ctx, filters, known, campaigns);
    await withTransaction(
      ctx.db.pool,
      async (client) => {
        const db = sqlOn(client);
        const ids = [...campaigns.values()].map(({ id }) => id);
        await holdGates(db, workspaceId, ids);
        const now = ctx.clock.now();
        const judged = judge(known, asked, await runningAmong(db, workspaceId, ids), now);
        const { calls: rows, links, people } = rowsOf(judged, campaigns);
        const places = await insertCalls(db, workspaceId, rows, links, people);
        await bookFiltered(db, workspaceId, judged, { campaigns, places, now });
        for (const { call, verdicts } of judged) {
          outcomes.set(call.id, { receipt: call.id, recipients: verdicts });
        }
        const repeated = known.filter(({ id }) => !places.has(id));
        if (repeated.length > 0) {
          const keys = repeated.flatMap(({ key }) => key ?? []);
          const earlier = await earlierCalls(
            db,
            workspaceId,
            repeated.map(({ id }) => id),
            keys,
          );
          for (const call of repeated) {
            outcomes.set(call.id, outcomeBefore(call, earlier));
          }
        }
      },
      { lockTimeoutMs: LOCK_TIMEOUT_MS },
    );
  }
  return calls.map(({ id }) => {
    const outcome = outcomes.get(id) ?? unknown.get(id);
    if (!outcome) {
      throw new Error("A call came to no outcome.");
    }
    return outcome;
  });
}
