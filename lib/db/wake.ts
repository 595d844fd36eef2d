import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { backoffMs } from "../kernel/backoff.ts";

/** What there may be to do, at once rather than at the next look. */
export type WakeTopic = "events" | "segments" | "campaigns" | "journeys";

const CHANNEL = "junction_wake";
/** Between two calls of one process about one topic: a flood of events is one call now and then. */
const PAUSE_MS = 4;

type State = { busy: boolean; again: boolean };
const states = new WeakMap<pg.Pool, Map<string, State>>();

async function send(pool: pg.Pool, news: string, state: State): Promise<void> {
  state.busy = true;
  do {
    state.again = false;
    try {
      await pool.query({ name: "wake", text: `select pg_notify('${CHANNEL}', $1)`, values: [news] });
    } catch {
      // Whoever is not woken looks by itself a little later.
    }
    await sleep(PAUSE_MS, undefined, { ref: false });
  } while (state.again);
  state.busy = false;
}

/**
 * Tells all workers that something of a topic was committed in a workspace. Returns at once and never fails: it is a hint,
 * and who misses it finds out at the next tick. Not for within a transaction: what it speaks of must be visible.
 */
export function wake(pool: pg.Pool, topic: WakeTopic, workspaceId: string): void {
  const news = `${topic} ${workspaceId}`;
  const topics = states.get(pool) ?? new Map<string, State>();
  states.set(pool, topics);
  const state = topics.get(news) ?? { busy: false, again: false };
  topics.set(news, state);
  if (state.busy) {
    state.again = true;
  } else {
    void send(pool, news, state).finally(() => topics.delete(news));
  }
}

/** Calls `woken` with each topic and workspace that somebody speaks of, on a connection of its own, until aborted. */
export async function listenForWakes(
  pool: pg.Pool,
  signal: AbortSignal,
  woken: (topic: string, workspaceId: string) => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    let client: pg.PoolClient | undefined;
    let stop: () => void = () => {};
    try {
      client = await pool.connect();
      const gone = new Promise<void>((resolve) => {
        stop = resolve;
        client?.once("error", () => resolve());
        client?.once("end", () => resolve());
      });
      client.on("notification", ({ payload = "" }) => {
        const [topic = "", workspaceId = ""] = payload.split(" ");
        woken(topic, workspaceId);
      });
      signal.addEventListener("abort", stop);
      await client.query(`listen ${CHANNEL}`);
      failures = 0;
      await gone;
    } catch {
      // Without it everything goes on at its interval; the connection is tried again.
    } finally {
      signal.removeEventListener("abort", stop);
      client?.removeAllListeners("notification");
      client?.release(true);
    }
    if (!signal.aborted) {
      await sleep(backoffMs(failures, { firstMs: 200, maxMs: 5_000 }), undefined, { ref: false });
    }
  }
}
