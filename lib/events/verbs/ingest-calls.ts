import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isConflict, type Queryable, withTransaction } from "../../db/queryable.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import {
  decideIdentities,
  type IdentityPlan,
  identifierKey,
  type OwnedIdentifier,
} from "../../people/decide-identities.ts";
import {
  applyIdentities,
  applyPatches,
  IdentityMoved,
  isSettled,
  type KnownIdentities,
  knownIdentities,
  oneAtATime,
  personPatches,
  type SeenRange,
} from "../../people/identity.ts";
import type { Call } from "../call.ts";
import { type EventsWritten, type EventWrite, writeEvents } from "../ingest-store.ts";

export type IngestCalls = { sourceId: string; receivedAt: Date; calls: readonly Call[] };
/** `duplicates` are calls whose messageId was known; they change nothing. */
export type Ingested = { accepted: number; duplicates: number };

const MAX_ATTEMPTS = 12;
/** Shorter than PostgreSQL's own look for deadlocks (1 s), which then seldom has to happen. */
const LOCK_TIMEOUT_MS = 300;
/** A person's last sight is noted this coarsely, so that a busy visitor does not cost a row version per call. */
const SEEN_EVERY_MS = 60_000;

function onePerMessage(calls: readonly Call[]): Call[] {
  const first = new Map<string, Call>();
  for (const call of calls) {
    if (!first.has(call.messageId)) {
      first.set(call.messageId, call);
    }
  }
  return first.size === calls.length ? (calls as Call[]) : [...first.values()];
}

function seenRanges(calls: readonly Call[], personOf: readonly string[]): Map<string, SeenRange> {
  const ranges = new Map<string, SeenRange>();
  calls.forEach((call, index) => {
    const person = personOf[index] ?? "";
    const range = ranges.get(person);
    ranges.set(person, {
      first: range && range.first < call.timestamp ? range.first : call.timestamp,
      last: range && range.last > call.timestamp ? range.last : call.timestamp,
    });
  });
  return ranges;
}

function sightings(ranges: Map<string, SeenRange>, known: KnownIdentities): EventWrite["sightings"] {
  return [...ranges]
    .filter(([personId, range]) => {
      const stored = known.seen.get(personId);
      return (
        stored &&
        (range.last.getTime() - stored.last.getTime() > SEEN_EVERY_MS ||
          stored.first.getTime() - range.first.getTime() > SEEN_EVERY_MS)
      );
    })
    .map(([personId, range]) => ({ personId, ...range }))
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
}

/** What each call's person rests on: its strongest identifier and whose that is. */
function guardOf(calls: readonly Call[], plan: IdentityPlan): OwnedIdentifier[] {
  const guard = new Map<string, OwnedIdentifier>();
  calls.forEach((call, index) => {
    const strongest = call.identifiers[0];
    const personId = plan.personOf[index];
    if (strongest && personId) {
      guard.set(identifierKey(strongest), { ...strongest, personId });
    }
  });
  return [...guard.values()];
}

type Attempt = { ctx: Ctx; input: IngestCalls; calls: readonly Call[] };
type Ground = { known: KnownIdentities; plan: IdentityPlan };

async function write(
  client: Queryable,
  { ctx, input, calls }: Attempt,
  { known, plan }: Ground,
): Promise<EventsWritten> {
  const ranges = seenRanges(calls, plan.personOf);
  // A plan that was carried out holds its locks already.
  const guard = isSettled(plan) ? guardOf(calls, plan) : [];
  const written = await writeEvents(client, {
    workspaceId: ctx.workspaceId,
    sourceId: input.sourceId,
    receivedAt: input.receivedAt,
    rows: calls.map((call, index) => ({ ...call, personId: plan.personOf[index] ?? "" })),
    guard,
    sightings: sightings(ranges, known),
  });
  if (written.held < guard.length) {
    throw new IdentityMoved();
  }
  return written;
}

async function plan(client: Queryable, { ctx, input, calls }: Attempt): Promise<Ground> {
  const known = await knownIdentities(client, ctx.workspaceId, calls);
  return { known, plan: decideIdentities(known, calls, () => newId(input.receivedAt.getTime())) };
}

async function changePeople(client: Queryable, job: Attempt, ground: Ground): Promise<EventsWritten> {
  const { ctx, input, calls } = job;
  const ranges = seenRanges(calls, ground.plan.personOf);
  if (!isSettled(ground.plan)) {
    await applyIdentities(client, ctx.workspaceId, ground.known, ground.plan, {
      now: input.receivedAt,
      seenOf: (id) => ranges.get(id) ?? { first: input.receivedAt, last: input.receivedAt },
    });
  }
  const written = await write(client, job, ground);
  const fresh = new Set(written.fresh);
  const identified = calls.flatMap((call, index) =>
    call.traits && fresh.has(call.messageId)
      ? [{ personId: ground.plan.personOf[index] ?? "", traits: call.traits }]
      : [],
  );
  await applyPatches(client, ctx.workspaceId, personPatches(ground.plan, identified));
  return written;
}

/** The usual way: look without locks, and write in one statement where nothing about people changes. */
async function attempt(job: Attempt): Promise<EventsWritten> {
  const { pool } = job.ctx.db;
  const ground = await plan(pool, job);
  if (isSettled(ground.plan) && job.calls.every((call) => call.traits === null)) {
    return write(pool, job, ground);
  }
  return withTransaction(pool, (client) => changePeople(client, job, ground), {
    lockTimeoutMs: LOCK_TIMEOUT_MS,
  });
}

/** The way of those who met others: in turn, so that the second try is nearly always the last. */
async function attemptInTurn(job: Attempt): Promise<EventsWritten> {
  return withTransaction(job.ctx.db.pool, async (client) => {
    await oneAtATime(client, job.ctx.workspaceId);
    return changePeople(client, job, await plan(client, job));
  });
}

/**
 * Takes calls in: finds or makes the person of each, writes the events whose messageId is new, and lets fresh identify
 * calls change people, all in one transaction. Resolves once that is committed. Other requests that touch the same
 * people or messages at the same time are waited for or the work is done again; `unavailable` when that never ends.
 */
export async function ingestCalls(ctx: Ctx, input: IngestCalls): Promise<Ingested> {
  authorise(ctx, "ingest.write");
  const calls = onePerMessage(input.calls);
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      const job = { ctx, input, calls };
      const { fresh } = tries === 0 ? await attempt(job) : await attemptInTurn(job);
      return { accepted: fresh.length, duplicates: input.calls.length - fresh.length };
    } catch (error) {
      if (!(error instanceof IdentityMoved) && !isConflict(error)) {
        throw error;
      }
      await sleep(backoffMs(tries, { firstMs: 2, maxMs: 400 }));
    }
  }
  throw new Fault("unavailable", "Too many requests change the same people at once; send this one again.");
}
