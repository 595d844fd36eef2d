import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { workerFlags } from "../launch/worker-flags.ts";
import { worldSecret } from "./export-world.ts";
import { once } from "./once.ts";

const worker = fileURLToPath(new URL("../worker.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

export type WorkerProcess = {
  pid: number;
  /** What it wrote to its log. */
  log(): string;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
  /** Lets the others notice at once that it was killed; by themselves they do after ten seconds. */
  letNotice(): Promise<void>;
};

/** As if it had died a minute ago, with the jobs that it held. */
const agedSql = (pid: number) => `with gone as (
    update workers set heartbeat_at = heartbeat_at - interval '1 minute' where pid = ${pid} returning slots
  ) update graphile_worker._private_jobs j set locked_at = locked_at - interval '1 minute'
    from gone where j.locked_by = any(gone.slots)`;

/** Starts a real worker process whose partners are at `hosts`: one address for Segment, or settings by their names. */
export function startWorker(databaseUrl: string, hosts: string | Record<string, string>): WorkerProcess {
  let log = "";
  const child: ChildProcess = spawn(process.execPath, [...workerFlags, "--import", "tsx", worker], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "test",
      DATABASE_URL: databaseUrl,
      JUNCTION_SECRET: worldSecret,
      JUNCTION_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      ...(typeof hosts === "string" ? { JUNCTION_HOST_SEGMENT_US: hosts } : hosts),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (piece) => {
    log += piece;
  });
  child.stderr?.on("data", (piece) => {
    log += piece;
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { pid = 0 } = child;
  return {
    pid,
    log: () => log,
    kill: async (signal) => {
      child.kill(signal);
      await gone;
    },
    letNotice: () => once(databaseUrl, agedSql(pid)),
  };
}
