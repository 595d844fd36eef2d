import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { workerFlags } from "../launch/worker-flags.ts";
import { worldSecret } from "./export-world.ts";

const worker = fileURLToPath(new URL("../worker.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

export type WorkerProcess = {
  pid: number;
  /** What it wrote to its log. */
  log(): string;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
};

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
  return {
    pid: child.pid ?? 0,
    log: () => log,
    kill: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}
