import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFollowing } from "../launch/children.ts";
import { guardCluster } from "../launch/guard-cluster.mjs";
import { entryPlan, type Installation, processEnv, webPlan } from "../launch/plans.ts";
import { freePort } from "../launch/ports.ts";
import { startPostgres } from "../launch/postgres.ts";
import { ensureDatabase, prepareDatabase } from "../launch/prepare-database.ts";
import { waitUntil } from "../launch/processes.ts";
import { readSettings } from "../launch/settings.ts";

const DATABASE = "junction";

export type Cluster = {
  databaseUrl: string;
  sandboxUrl: string;
  webs: string[];
  apiKey: string;
  writeKey: string;
  /** Of admin@example.com. */
  password: string;
  /** The running processes by name: web-1, web-2, …, worker-1, …, sandbox. */
  processes: Map<string, ChildProcess>;
  /** Ends a process as a crash would. */
  crash(name: string): void;
  /** Starts a process that was crashed once more. */
  revive(name: string): void;
  stop(): Promise<void>;
};

async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

export type ClusterOptions = {
  webs: number;
  workers: number;
  /** From which on free ports are looked for; another for each that starts at the same time. */
  firstPort?: number;
  /** What node is told before the entry of each process, and what each finds in its environment beside what it needs. */
  before?: string[];
  env?: Record<string, string>;
};

/** A PostgreSQL of its own with several real web and worker processes and the sandbox on it. Needs the built pages. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { webs: webCount, workers: workerCount, firstPort = 4800, before = [], env: added = {} } = options;
  const dir = await mkdtemp(join(tmpdir(), "junction-cluster-"));
  const postgres = await startPostgres({ dir: join(dir, "postgres") });
  guardCluster(join(dir, "postgres"), dir);
  await ensureDatabase(postgres.url("postgres"), DATABASE);
  const databaseUrl = postgres.url(DATABASE);
  const apiKey = "jk_cluster_0123456789abcdef";
  const writeKey = "wk_cluster_0123456789";
  const password = "only for this test";
  const secret = "the secret of a cluster under test";
  const sandboxPort = await freePort(firstPort);
  const mailPort = await freePort(sandboxPort + 1);
  const ports: number[] = [];
  for (let index = 0; index < webCount; index += 1) {
    ports.push(await freePort((ports.at(-1) ?? mailPort) + 1));
  }
  const settingsFor = (port: number) =>
    readSettings({
      ...process.env,
      PORT: String(port),
      JUNCTION_DATA_DIR: dir,
      JUNCTION_API_KEY: apiKey,
      JUNCTION_WRITE_KEY: writeKey,
      JUNCTION_ADMIN_PASSWORD: password,
    });
  const installationFor = (port: number): Installation => ({
    settings: settingsFor(port),
    databaseUrl,
    secret,
    sandboxPort,
    mailPort,
    dev: false,
  });
  await prepareDatabase(databaseUrl, { env: settingsFor(firstPort), secret, sandboxUrl: null });

  const plans = new Map<string, { args: string[]; env: NodeJS.ProcessEnv }>();
  ports.forEach((port, index) => {
    plans.set(`web-${index + 1}`, webPlan(installationFor(port)));
  });
  const anyPort = ports[0] ?? firstPort + 1;
  for (let index = 0; index < workerCount; index += 1) {
    plans.set(`worker-${index + 1}`, entryPlan("worker", installationFor(anyPort)));
  }
  plans.set("sandbox", entryPlan("sandbox", installationFor(anyPort)));

  const processes = new Map<string, ChildProcess>();
  const launch = (name: string): void => {
    const plan = plans.get(name);
    if (!plan) {
      throw new Error(`The cluster has no process ${name}.`);
    }
    const { args, env } = plan;
    processes.set(name, startFollowing({ args: [...before, ...args], env: { ...env, ...added } }, "ignore"));
  };
  for (const name of plans.keys()) {
    launch(name);
  }
  const webs = ports.map((port) => `http://127.0.0.1:${port}`);
  for (const web of webs) {
    if (!(await waitUntil(() => isHealthy(web), 60_000))) {
      throw new Error(`The web process at ${web} did not come up.`);
    }
  }
  return {
    databaseUrl,
    sandboxUrl: processEnv(installationFor(anyPort)).JUNCTION_HOST_SEGMENT_SANDBOX ?? "",
    webs,
    apiKey,
    writeKey,
    password,
    processes,
    crash: (name) => {
      processes.get(name)?.kill("SIGKILL");
      processes.delete(name);
    },
    revive: launch,
    stop: async () => {
      const ended = [...processes.values()].map(
        (child) =>
          new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(0))),
      );
      for (const child of processes.values()) {
        child.kill("SIGTERM");
      }
      await Promise.all(ended);
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
