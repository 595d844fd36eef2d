import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isConflict, type Queryable, sqlOn, withTransaction } from "../../db/queryable.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { applyOperations } from "../apply-operations.ts";
import type { MemberOperation, Verdict } from "../member-state.ts";
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

async function takeInWorkspace(client: Queryable, ctx: Ctx, messages: InboundMessage[]): Promise<Taken[][]> {
  const { workspaceId } = ctx;
  const ids = messages.flatMap(({ eventId }) => (eventId === null ? [] : [eventId]));
  const fresh = ids.length > 0 ? await insertEventIds(client, workspaceId, ids, ctx.clock.now()) : new Set();
  const operations: MemberOperation[] = [];
  const places: [message: number, line: number][] = [];
  const taken = messages.map(({ eventId, lines, atMs }, message): Taken[] => {
    // The first of two that came together is the fresh one.
    const repeated = eventId !== null && !fresh.delete(eventId);
    return lines.map((line, index) => {
      if ("refused" in line) {
        return { verdict: "refused", reason: line.refused };
      }
      if (repeated) {
        return { verdict: "ignored", reason: "Delivered before" };
      }
      const { audienceId, identity, operation, properties } = line;
      operations.push({ audienceId, identity, operation, properties, atMs });
      places.push([message, index]);
      return null;
    });
  });
  if (operations.length > 0) {
    const { results } = await applyOperations({ ...ctx, db: sqlOn(client) }, operations);
    places.forEach(([message, line], index) => {
      const own = taken[message];
      if (own) {
        own[line] = (results[index] satisfies Verdict | null | undefined) ?? null;
      }
    });
  }
  const log = messages.flatMap(({ eventId, receivedAt, atMs, lines }, message) =>
    lines.flatMap((line, index): LoggedOperation[] => {
      const outcome = taken[message]?.[index];
      return outcome
        ? [
            {
              audienceId: line.audienceId,
              id: newId(receivedAt.getTime()),
              receivedAt,
              at: new Date(atMs),
              operation: line.operation,
              identity: line.identity,
              ...outcome,
              eventId,
              body: line.body,
            },
          ]
        : [];
    }),
  );
  if (log.length > 0) {
    await insertOperations(client, workspaceId, log);
  }
  return taken;
}

async function takeOnce(ctx: Ctx, messages: InboundMessage[]): Promise<Taken[][]> {
  const taken: Taken[][] = messages.map(() => []);
  // Locks are taken in one order: by workspace, then ids of events, then audiences.
  const workspaces = [...new Set(messages.map((message) => message.workspaceId))].sort();
  await withTransaction(
    ctx.db.pool,
    async (client) => {
      for (const workspaceId of workspaces) {
        const places = messages.flatMap((message, index) =>
          message.workspaceId === workspaceId ? [index] : [],
        );
        const own = messages.filter((message) => message.workspaceId === workspaceId);
        const results = await takeInWorkspace(client, { ...ctx, workspaceId }, own);
        places.forEach((place, index) => {
          taken[place] = results[index] ?? [];
        });
      }
    },
    { lockTimeoutMs: LOCK_TIMEOUT_MS },
  );
  return taken;
}

/**
 * Takes calls in, of any workspaces: those whose event was not delivered before are applied to their audiences, and all go
 * into the logs, in one transaction. Resolves once that is committed, with the verdict on every line. Waits for others who
 * change the same audiences; `unavailable` when that takes too long.
 */
export async function takeMessages(ctx: Ctx, messages: InboundMessage[]): Promise<Taken[][]> {
  authorise(ctx, "ingest.write");
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      return await takeOnce(ctx, messages);
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      await sleep(backoffMs(tries, { firstMs: 2, maxMs: 200 }));
    }
  }
  throw new Fault("unavailable", "The audience is busy with other changes; send this one again.");
}
