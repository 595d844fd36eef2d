import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { migrate } from "../lib/db/migrate.ts";
import { freePort } from "../lib/launch/ports.ts";
import { startPostgres } from "../lib/launch/postgres.ts";
import { once } from "../lib/testing/once.ts";

/** One line of the result: a ratio to a floor measured in the same run. */
export type Figure = { name: string; ratio: number };
export type Bench = () => Promise<Figure[]>;

/** What a reader wants to see beside the figures; standard output holds the figures alone. */
export function note(text: string): void {
  console.error(text);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * Runs the floor and the product in turn, `rounds` times each, and returns the medians. Both give the rate of one round
 * (more is better); `between` lets the machine come to rest before each.
 */
export async function alternate(
  floor: (round: number) => Promise<number>,
  product: (round: number) => Promise<number>,
  options: { rounds?: number; between?: () => Promise<void> } = {},
): Promise<{ floor: number; product: number }> {
  const rates = { floor: [] as number[], product: [] as number[] };
  for (let round = 0; round < (options.rounds ?? 5); round += 1) {
    for (const [name, measure] of [
      ["floor", floor],
      ["product", product],
    ] as const) {
      await options.between?.();
      const rate = await measure(round);
      rates[name].push(rate);
      note(`  round ${round + 1} ${name.padEnd(7)} ${Math.round(rate).toLocaleString("en")}/s`);
    }
  }
  return { floor: median(rates.floor), product: median(rates.product) };
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}

/** Runs `work` for each item, `lanes` at a time. */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const run = async (lane: number) => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      await work(item, lane);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
}

export type Ground = {
  databaseUrl: string;
  /** Starts a web or worker process as it runs in production; resolves when it answers. */
  start(
    kind: "web" | "worker" | "sandbox",
    env?: Record<string, string>,
  ): Promise<{ url: string; pid: number }>;
};

const launcher = fileURLToPath(new URL("../lib/launch/one.mjs", import.meta.url));

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([gone, sleep(10_000).then(() => child.kill("SIGKILL"))]);
}

/** Real processes on a database, with their data in `dir`. Ports from JUNCTION_BENCH_PORT on, else free ones. */
export function processesOn(
  databaseUrl: string,
  dir: string,
): { start: Ground["start"]; stop(): Promise<void> } {
  const children: ChildProcess[] = [];
  const first = Number(process.env.JUNCTION_BENCH_PORT ?? 0);
  const secret = randomBytes(24).toString("base64url");
  return {
    start: async (kind, env = {}) => {
      const port = await freePort(first === 0 ? 0 : first + children.length);
      const child = spawn(process.execPath, [launcher, kind], {
        env: {
          ...process.env,
          NODE_ENV: "production",
          DATABASE_URL: databaseUrl,
          PORT: String(port),
          JUNCTION_DATA_DIR: join(dir, "data"),
          JUNCTION_SECRET: secret,
          JUNCTION_DEMO: "0",
          ...(kind === "sandbox" && { JUNCTION_SANDBOX_PORT: String(port) }),
          ...env,
        },
        stdio: ["ignore", 2, 2],
      });
      children.push(child);
      const url = `http://127.0.0.1:${port}`;
      while (kind !== "worker" && !(await answers(url))) {
        if (child.exitCode !== null) {
          throw new Error(`The ${kind} process ended with code ${child.exitCode}.`);
        }
        await sleep(200);
      }
      return { url, pid: child.pid ?? 0 };
    },
    stop: async () => {
      for (const child of children) {
        await stop(child);
      }
    },
  };
}

/**
 * Gives `work` a PostgreSQL of its own with the settings of `npm start` (it syncs to the disk), migrated, and a way to
 * start real processes on it. Everything is gone afterwards.
 */
export async function withGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "junction-bench-"));
  const postgres = await startPostgres({ dir: join(dir, "postgres") });
  const databaseUrl = postgres.url("junction_bench");
  const processes = processesOn(databaseUrl, dir);
  try {
    await once(postgres.url("postgres"), "CREATE DATABASE junction_bench");
    await migrate(databaseUrl);
    return await work({ databaseUrl, start: processes.start });
  } finally {
    await processes.stop();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** A partner that takes everything at once, in a process of its own. */
export async function startSink(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("sink.mjs", import.meta.url))], {
    stdio: ["pipe", "pipe", 2],
  });
  const port = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (piece) => resolve(String(piece).trim())),
  );
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

/** The most memory that a process has held so far, in bytes. */
export async function peakBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1_024;
}
