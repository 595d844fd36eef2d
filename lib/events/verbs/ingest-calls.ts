import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isConflict, type Queryable, withTransaction } from "../../db/queryable.ts";
import { wake } from "../../db/wake.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { decideIdentities, identifiersToLookUp } from "../../people/decide-identities.ts";
import {
  applyIdentities,
  applyPatches,
  IdentityMoved,
  knownIdentities,
  oneAtATime,
  personPatches,
} from "../../people/identity.ts";
import { IdentityMemory } from "../../people/identity-memory.ts";
import type { Call } from "../call.ts";
import {
  asOneWrite,
  type Batch,
  identifiedIn,
  newPeopleIn,
  rememberWrite,
  seenRanges,
  sightingsOf,
  toldTokens,
} from "../ingest-plan.ts";
import { type EventsWritten, type EventWrite, writeEvents } from "../ingest-store.ts";

export type IngestCalls = { sourceId: string; receivedAt: Date; calls: readonly Call[] };
/** `duplicates` are calls whose messageId was known; they change nothing. */
export type Ingested = { accepted: number; duplicates: number };

const MAX_ATTEMPTS = 12;
/** Shorter than PostgreSQL's own look for deadlocks (1 s), which then seldom has to happen. */
const LOCK_TIMEOUT_MS = 300;

function onePerMessage(calls: readonly Call[]): readonly Call[] {
  const first = new Map<string, Call>();
  for (const call of calls) {
    if (!first.has(call.messageId)) {
      first.set(call.messageId, call);
    }
  }
  return first.size === calls.length ? calls : [...first.values()];
}

async function decide(
  client: Queryable,
  ctx: Ctx,
  input: IngestCalls,
  memory: IdentityMemory | undefined,
): Promise<Batch> {
  const { calls, receivedAt, sourceId } = input;
  const { workspaceId } = ctx;
  const known = await knownIdentities(client, workspaceId, calls, memory);
  const plan = decideIdentities(known, calls, () => newId(receivedAt.getTime()));
  return { workspaceId, sourceId, receivedAt, calls, known, plan };
}

async function write(client: Queryable, events: EventWrite): Promise<EventsWritten> {
  const written = await writeEvents(client, events);
  if (!written.held) {
    throw new IdentityMoved();
  }
  return written;
}

/** Merges, logins and what else takes several steps, inside the caller's transaction. */
async function inSteps(client: Queryable, batch: Batch): Promise<EventsWritten> {
  const { workspaceId, sourceId, receivedAt, plan, known } = batch;
  const ranges = seenRanges(batch);
  const newPeople = newPeopleIn(batch, ranges);
  await applyIdentities(client, workspaceId, known, plan, { now: receivedAt, newPeople });
  const written = await write(client, {
    workspaceId,
    sourceId,
    receivedAt,
    calls: batch.calls,
    personOf: plan.personOf,
    wantFresh: true,
    // All that the plan rests on is locked by now.
    locks: [],
    checks: [],
    newPeople: [],
    newIdentifiers: [],
    patches: [],
    sightings: sightingsOf(ranges, known),
    tokens: toldTokens(batch),
  });
  const identified = identifiedIn(batch, new Set(written.fresh));
  await applyPatches(client, workspaceId, personPatches(batch, identified));
  return written;
}

/** The usual way: no locks beforehand, and one statement where people change in simple ways only. */
async function attempt(ctx: Ctx, input: IngestCalls, memory: IdentityMemory): Promise<EventsWritten> {
  const { pool } = ctx.db;
  const batch = await decide(pool, ctx, input, memory);
  const events = asOneWrite(batch);
  const written = events
    ? await write(pool, events)
    : await withTransaction(pool, (client) => inSteps(client, batch), { lockTimeoutMs: LOCK_TIMEOUT_MS });
  if (events) {
    rememberWrite(memory, batch.known, events);
  } else {
    memory.forget(ctx.workspaceId, identifiersToLookUp(input.calls));
  }
  return written;
}

/** The way of those who met others: in turn, so that the second try is nearly always the last. */
async function attemptInTurn(ctx: Ctx, input: IngestCalls): Promise<EventsWritten> {
  return withTransaction(ctx.db.pool, async (client) => {
    await oneAtATime(client, ctx.workspaceId);
    return inSteps(client, await decide(client, ctx, input, undefined));
  });
}

/**
 * Takes calls in: finds or makes the person of each, writes the events whose messageId is new, and lets fresh identify
 * calls change people, all in one transaction. Resolves once that is committed. Other requests that touch the same
 * people or messages at the same time are waited for or the work is done again; `unavailable` when that never ends.
 */
export async function ingestCalls(
  ctx: Ctx,
  input: IngestCalls,
  memory = new IdentityMemory(),
): Promise<Ingested> {
  authorise(ctx, "ingest.write");
  const unique = { ...input, calls: onePerMessage(input.calls) };
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      const { accepted } =
        tries === 0 ? await attempt(ctx, unique, memory) : await attemptInTurn(ctx, unique);
      if (accepted > 0) {
        wake(ctx.db.pool, "events", ctx.workspaceId);
      }
      return { accepted, duplicates: input.calls.length - accepted };
    } catch (error) {
      if (!(error instanceof IdentityMoved) && !isConflict(error)) {
        throw error;
      }
      memory.forget(ctx.workspaceId, identifiersToLookUp(unique.calls));
      await sleep(backoffMs(tries, { firstMs: 2, maxMs: 400 }));
    }
  }
  throw new Fault("unavailable", "Too many requests change the same people at once; send this one again.");
}
