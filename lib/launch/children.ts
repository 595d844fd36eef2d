import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { backoffMs } from "../kernel/backoff.ts";
import { root } from "./settings.ts";

export type ChildPlan = {
  name: string;
  /** What node runs, with its arguments. */
  args: string[];
  env: NodeJS.ProcessEnv;
};

export type Children = {
  start(plan: ChildPlan): void;
  /** Ends all children: SIGTERM, after 15 s SIGKILL. */
  stop(): Promise<void>;
  /** Does not wait any longer. */
  kill(): void;
};

const graceMs = 15_000;
/** A child that lived this long has started well; its next death waits no longer than the first. */
const steadyMs = 60_000;
const followParent = new URL("./follow-parent.mjs", import.meta.url).href;

/** Starts node with `args` in the clone; the process ends when the one that started it does. */
export function startFollowing(
  { args, env }: Pick<ChildPlan, "args" | "env">,
  stdio: StdioOptions = ["ignore", "inherit", "inherit"],
): ChildProcess {
  return spawn(process.execPath, ["--import", followParent, ...args], {
    cwd: root,
    // Said by name, because it may already have another parent when it comes to ask.
    env: { ...env, JUNCTION_STARTED_BY: String(process.pid) },
    stdio,
    // Its own session: Ctrl-C reaches us alone, and we decide the order in which all end.
    detached: true,
  });
}

/** Starts child processes and starts them again when they die, with growing pauses. */
export function childrenOf(report: (sentence: string) => void): Children {
  const alive = new Map<string, ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();
  let stopping = false;

  function start(plan: ChildPlan, attempt = 0): void {
    const born = performance.now();
    const child = startFollowing(plan);
    alive.set(plan.name, child);
    child.once("exit", (code, signal) => {
      alive.delete(plan.name);
      if (stopping) {
        return;
      }
      const next = performance.now() - born > steadyMs ? 0 : attempt + 1;
      const pauseMs = backoffMs(next, { firstMs: 250, maxMs: 30_000 });
      report(
        `The ${plan.name} process ended (${signal ?? `code ${code}`}); it starts again in ${Math.ceil(pauseMs / 1000)} s.`,
      );
      const timer = setTimeout(() => {
        timers.delete(timer);
        start(plan, next);
      }, pauseMs);
      timers.add(timer);
    });
  }

  function signalAll(signal: NodeJS.Signals): void {
    for (const child of alive.values()) {
      child.kill(signal);
    }
  }

  return {
    start: (plan) => start(plan),
    kill: () => signalAll("SIGKILL"),
    stop: async () => {
      stopping = true;
      for (const timer of timers) {
        clearTimeout(timer);
      }
      const ended = [...alive.values()].map((child) => new Promise((resolve) => child.once("exit", resolve)));
      signalAll("SIGTERM");
      const killer = setTimeout(() => signalAll("SIGKILL"), graceMs);
      await Promise.all(ended);
      clearTimeout(killer);
    },
  };
}
