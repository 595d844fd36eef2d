import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { flushedTransaction } from "../../db/flushed.ts";
import { isConflict, type Queryable, sqlOn } from "../../db/queryable.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { audiencesOf, changesOf, keysOf } from "../apply-operations.ts";
import type { MemberOperation, Verdict } from "../member-state.ts";
import { addToSizes, lockAudiences, type MemberRow, membersByKey, writeMembers } from "../member-store.ts";
import { insertEventIds, insertOperations, type LoggedOperation } from "../operation-store.ts";

/** An operation on one user, or why there is none. `body` is JSON text for the log. */
type Line = { audienceId: string; body: string } & (
  | { operation: MemberOperation["operation"]; identity: string; properties: MemberOperation["properties"] }
  | { refused: string; operation: string; identity: string }
);

/** One call: operations of its users in their order, in the log of an audience each. */
export type InboundMessage = {
  workspaceId: string;
  eventId: string | null;
  receivedAt: Date;
  atMs: number;
  lines: Line[];
};

/** Aligned to the lines of a message; null where the audience does not exist any more. */
export type Taken = { verdict: "applied" | "ignored" | "refused"; reason: string } | null;

const MAX_ATTEMPTS = 5;
/** A caller waits for 5 seconds at most (API destinations), and is then told to come again. */
const LOCK_TIMEOUT_MS = 2_000;

type WorkspaceTurn = { messages: InboundMessage[]; places: number[]; workspaceId: string };

/** Messages by workspace, with their places in the whole, in the order in which locks are taken. */
function turnsOf(messages: InboundMessage[]): WorkspaceTurn[] {
  const turns = new Map<string, WorkspaceTurn>();
  messages.forEach((message, place) => {
    const { workspaceId } = message;
    const turn = turns.get(workspaceId) ?? { messages: [], places: [], workspaceId };
    turn.messages.push(message);
    turn.places.push(place);
    turns.set(workspaceId, turn);
  });
  return [...turns.values()].sort((a, b) => (a.workspaceId < b.workspaceId ? -1 : 1));
}

const operationOf = (line: Line, atMs: number): MemberOperation | null => {
  if ("refused" in line) {
    return null;
  }
  const { audienceId, identity, operation, properties } = line;
  return { audienceId, identity, operation, properties, atMs };
};

type Read = { fresh: Set<string>; audiences: Set<string>; held: MemberRow[] };

/** Notes the ids of events, locks the audiences and reads the users, all of them sent at once and carried out in turn. */
async function readFor(
  client: Queryable,
  { messages, workspaceId }: WorkspaceTurn,
  now: Date,
): Promise<Read> {
  const ids = messages.flatMap(({ eventId }) => (eventId === null ? [] : [eventId]));
  const operations = messages.flatMap(({ lines, atMs }) =>
    lines.flatMap((line) => operationOf(line, atMs) ?? []),
  );
  const db = sqlOn(client);
  const [fresh, audiences, held] = await Promise.all([
    ids.length > 0 ? insertEventIds(client, workspaceId, ids, now) : new Set<string>(),
    operations.length > 0 ? lockAudiences(db, workspaceId, audiencesOf(operations)) : new Set<string>(),
    // Of users of an audience that is gone too: only with the answer to the lock it is known, and it is rare.
    operations.length > 0 ? membersByKey(db, workspaceId, keysOf(operations)) : [],
  ]);
  return { fresh, audiences, held };
}

type Decided = {
  taken: Taken[][];
  /** Sends what is to be written, without waiting for it. */
  write(client: Queryable): Promise<unknown>[];
};

/** Decides about every line. */
function decide(
  { messages, workspaceId }: WorkspaceTurn,
  { fresh, audiences, held }: Read,
  now: Date,
): Decided {
  const operations: MemberOperation[] = [];
  const lines = messages.flatMap(({ eventId, lines, atMs }, message) => {
    // The first of two that came together is the fresh one.
    const repeated = eventId !== null && !fresh.delete(eventId);
    return lines.map((line) => {
      const operation = repeated ? null : operationOf(line, atMs);
      return { message, line, repeated, operation: operation && operations.push(operation) - 1 };
    });
  });
  const { results, members, sizes } = changesOf(operations, { audiences, held, now });
  const taken: Taken[][] = messages.map(() => []);
  const log: LoggedOperation[] = [];
  for (const { message, line, repeated, operation } of lines) {
    const outcome = outcomeOf(line, repeated, operation === null ? null : (results[operation] ?? null));
    taken[message]?.push(outcome);
    const { eventId = null, receivedAt = now, atMs = 0 } = messages[message] ?? {};
    if (outcome) {
      log.push({
        audienceId: line.audienceId,
        id: newId(receivedAt.getTime()),
        receivedAt,
        at: new Date(atMs),
        operation: line.operation,
        identity: line.identity,
        ...outcome,
        eventId,
        body: line.body,
      });
    }
  }
  return {
    taken,
    write: (client) => [
      ...(members.length > 0 ? [writeMembers(sqlOn(client), workspaceId, members)] : []),
      ...(sizes.length > 0 ? [addToSizes(sqlOn(client), workspaceId, sizes, now)] : []),
      ...(log.length > 0 ? [insertOperations(client, workspaceId, log)] : []),
    ],
  };
}

function outcomeOf(line: Line, repeated: boolean, result: Verdict | null): Taken {
  if ("refused" in line) {
    return { verdict: "refused", reason: line.refused };
  }
  return repeated ? { verdict: "ignored", reason: "Delivered before" } : result;
}

async function takeOnce(ctx: Ctx, messages: InboundMessage[], visible: () => void): Promise<Taken[][]> {
  const now = ctx.clock.now();
  // Locks are taken in one order: by workspace, then ids of events, then audiences.
  const turns = turnsOf(messages);
  return flushedTransaction(
    ctx.db.pipelined,
    async (client) => {
      const decided = await Promise.all(
        turns.map(async (turn) => decide(turn, await readFor(client, turn, now), now)),
      );
      const result: Taken[][] = [];
      turns.forEach(({ places }, index) => {
        places.forEach((place, at) => {
          result[place] = decided[index]?.taken[at] ?? [];
        });
      });
      return { result, sent: decided.flatMap(({ write }) => write(client)) };
    },
    { lockTimeoutMs: LOCK_TIMEOUT_MS, visible },
  );
}

/**
 * Takes calls in, of any workspaces: those whose event was not delivered before are applied to their audiences, and all go
 * into the logs, in one transaction. Resolves once that is committed, with the verdict on every line. Waits for others who
 * change the same audiences; `unavailable` when that takes too long. `visible` is told once others need not wait any more.
 */
export async function takeMessages(
  ctx: Ctx,
  messages: InboundMessage[],
  visible: () => void = () => {},
): Promise<Taken[][]> {
  authorise(ctx, "ingest.write");
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      return await takeOnce(ctx, messages, visible);
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      await sleep(backoffMs(tries, { firstMs: 2, maxMs: 200 }));
    }
  }
  throw new Fault("unavailable", "The audience is busy with other changes; send this one again.");
}
