import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { type Sql, sqlOn, withTransaction } from "../db/queryable.ts";
import { Apart } from "../jobs/apart.ts";
import type { Ticker } from "../jobs/define-job.ts";
import {
  type CursorRow,
  insertMissingCursors,
  lockNext,
  moveCursor,
  selectCompleteUpTo,
  selectCursorsBehind,
  selectLogEnd,
  selectWindowEnd,
} from "./log-store.ts";

export { selectCompleteUpTo as completeUpTo } from "./log-store.ts";

/** Events with `fromTx <= tx < toTx`: complete (nothing will be added) and in the order of (tx, seq). */
export type LogWindow = { fromTx: bigint; toTx: bigint };

/**
 * The window of a workspace's events from `fromTx` on, up to the oldest transaction that still runs. Reading it twice
 * gives the same events, whenever; the next window starts at its `toTx` (lib/decisions/001-event-log.md). With
 * `maxEvents` it ends earlier, at a transaction's edge after about so many.
 */
export async function logWindow(
  db: Db,
  workspaceId: string,
  fromTx: bigint,
  options: { maxEvents?: number } = {},
): Promise<LogWindow> {
  const { end } = await selectWindowEnd(db, workspaceId, fromTx, options.maxEvents);
  return { fromTx, toTx: end > fromTx ? end : fromTx };
}

/** Somebody who reads every event of every workspace once, in order. */
export type Consumer = {
  name: string;
  /** How many events one call gets at most, about. */
  maxEvents: number;
  /** Its windows are many and small: PostgreSQL plans its statements once a connection (`pipelined`). */
  isFrequent?: boolean;
  /**
   * `db` is the transaction that moves the cursor: what is done on it and the cursor commit together, or neither. `ctx` stands
   * outside it, for what is only read.
   */
  handle(ctx: Ctx, window: LogWindow, db: Sql): Promise<void>;
};

export function defineConsumer(consumer: Consumer): Consumer {
  return consumer;
}

/** `moved`: there was a window and nobody else at it · `more`: it was cut, so that the next one waits. */
type Step = { moved: boolean; more: boolean };
const rest: Step = { moved: false, more: false };

async function step(ctx: Ctx, consumer: Consumer, workspaceId: string): Promise<Step> {
  const row: CursorRow = { workspaceId, consumer: consumer.name };
  return withTransaction(
    consumer.isFrequent ? ctx.db.pipelined : ctx.db.pool,
    async (client) => {
      const db = sqlOn(client, { plan: consumer.isFrequent ? "once" : "always" });
      const next = await lockNext(db, row, consumer.maxEvents);
      if (next === null || next.end <= next.from) {
        return rest;
      }
      // On its way before the consumer's own statements, which wait for it only where connections take one at a time.
      const moved = moveCursor(db, row, next.end);
      moved.catch(() => {});
      await (consumer.isFrequent ? null : moved);
      await consumer.handle({ ...ctx, workspaceId }, { fromTx: next.from, toTx: next.end }, db);
      await moved;
      return { moved: true, more: next.cut };
    },
    // The log has it all still: what a crash takes back is done again.
    { rederived: true },
  );
}

/** Gives a consumer its next window of a workspace, unless another worker is at it. Resolves true when it got one. */
export async function advance(ctx: Ctx, consumer: Consumer, workspaceId: string): Promise<boolean> {
  return (await step(ctx, consumer, workspaceId)).moved;
}

/**
 * The ticker that advances consumers. While nothing is written it costs one look at a sequence: a change of it says
 * that events came, and they are all visible once every transaction begun before that look has ended.
 */
export function consumerTicker(
  consumers: readonly Consumer[],
  options: { everyMs: number; name?: string; apart?: Apart },
): Ticker {
  const names = consumers.map((consumer) => consumer.name);
  const byName = new Map(consumers.map((consumer) => [consumer.name, consumer]));
  const apart = options.apart ?? new Apart("consumer of a workspace's events");
  let seen = "";
  let unsettledUntil = 0n;
  return {
    name: options.name ?? "events.consumers",
    everyMs: options.everyMs,
    tick: async (ctx, run) => {
      const end = await selectLogEnd(ctx.db);
      if (end.seq !== seen) {
        seen = end.seq;
        unsettledUntil = end.nextTx;
        await insertMissingCursors(ctx.db, names);
      } else if (unsettledUntil === 0n) {
        return false;
      }
      const completeUpTo = await selectCompleteUpTo(ctx.db);
      const behind = await selectCursorsBehind(ctx.db, names);
      let more = false;
      for (const row of behind) {
        const consumer = byName.get(row.consumer);
        if (consumer && !run.signal.aborted) {
          const { workspaceId } = row;
          const done = await apart.work(ctx, `${row.consumer} ${workspaceId}`, () =>
            step(ctx, consumer, workspaceId),
          );
          more = done?.more || more;
        }
      }
      if (behind.length === 0 && completeUpTo >= unsettledUntil) {
        unsettledUntil = 0n;
      }
      // A flood is taken in large windows: what came meanwhile waits for the next tick.
      return more;
    },
  };
}
