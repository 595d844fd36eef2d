import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { guardCluster } from "./guard-cluster.mjs";
import { freePort, lastingPort } from "./ports.ts";
import { type PostgresAccount, postgresAccount } from "./postgres-account.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { commandOf, waitUntil } from "./processes.ts";

export type PostgresServer = {
  pid: number;
  /** Address of a database on this server. */
  url(database: string): string;
  /** Ends all sessions and the server; resolves when it is gone. */
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Folder of the cluster, its log and its settings. Made when missing. */
  dir: string;
  /** For tests: faster, a crash of the machine may lose everything, and it goes when the process that started it is killed. */
  throwaway?: boolean;
};

type Settings = { port: number; password: string };

const readyTimeoutMs = 60_000;

const common = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  wal_compression: "on",
  max_wal_size: "2GB",
  checkpoint_completion_target: "0.9",
  random_page_cost: "1.1",
  log_min_messages: "warning",
  timezone: "UTC",
};
const throwaway = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

function run(command: string[], account: PostgresAccount, log: string) {
  const [file = "", ...args] = [...account.prefix, ...command];
  const out = openSync(log, "a");
  // Its own session: Ctrl-C must reach the server last, not together with the processes that still write.
  const child = spawn(file, args, {
    ...account.spawn,
    stdio: ["ignore", out, out],
    detached: true,
    cwd: "/",
  });
  closeSync(out);
  return child;
}

async function settingsIn(dir: string): Promise<Settings> {
  const file = join(dir, "settings.json");
  if (existsSync(file)) {
    return JSON.parse(await readFile(file, "utf8"));
  }
  const settings = { port: await lastingPort(), password: randomBytes(24).toString("base64url") };
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  return settings;
}

async function createCluster(
  dir: string,
  password: string,
  account: PostgresAccount,
  options: PostgresOptions,
) {
  const { initdb } = await postgresBinaries();
  // Made beside and renamed, so that a killed first start leaves nothing that looks like a cluster.
  const fresh = join(dir, "data.new");
  const passwordFile = join(dir, "password");
  const log = join(dir, "postgres.log");
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await account.own(fresh);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await account.own(passwordFile);
  const flags = ["--auth=scram-sha-256", "--username=junction", "--encoding=UTF8", "--no-instructions"];
  // PostgreSQL's own C.UTF-8 sorts alike on every machine, whatever its C library.
  flags.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  if (options.throwaway) {
    flags.push("--no-sync");
  }
  const child = run([initdb, `--pgdata=${fresh}`, `--pwfile=${passwordFile}`, ...flags], account, log);
  const code = await new Promise((done, fail) => child.once("exit", done).once("error", fail));
  await rm(passwordFile);
  if (code !== 0) {
    throw new Error(`PostgreSQL could not be set up in ${dir}; see ${log}.`);
  }
  await rename(fresh, join(dir, "data"));
}

/** The id in `postmaster.pid` when that process really is the server of this folder. */
async function runningServer(data: string): Promise<number | null> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) {
    return null;
  }
  const pid = Number((await readFile(file, "utf8")).split("\n")[0]);
  const command = pid > 0 ? await commandOf(pid) : "";
  if (command.includes(data)) {
    return pid;
  }
  if (command !== "") {
    // Another program has the old id by now, which PostgreSQL would take for its server. A file whose process is gone
    // stays: PostgreSQL checks by it whether sessions of the killed server still write.
    await rm(file, { force: true });
  }
  return null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function stopServer(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    // An orphan may stay as a zombie, which has no command line, where process 1 does not reap.
    if ((await commandOf(pid)) === "") {
      return;
    }
    process.kill(pid, signal);
    if (await waitUntil(async () => (await commandOf(pid)) === "", 20_000)) {
      return;
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

/** Address of a database of the embedded server of `dir`, whether it runs or not; null when there is none yet. */
export async function embeddedUrl(dir: string, database: string): Promise<string | null> {
  if (!existsSync(join(dir, "settings.json"))) {
    return null;
  }
  const { port, password } = await settingsIn(dir);
  return `postgresql://junction:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts the embedded PostgreSQL of a folder, sets it up at the first time, and resolves when it answers. A server that
 * an earlier, killed start left behind is taken over; one that does not answer is stopped first. Works as root too.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dir = resolve(options.dir);
  const data = join(dir, "data");
  const log = join(dir, "postgres.log");
  await mkdir(dir, { recursive: true });
  const { home, postgres } = await postgresBinaries();
  const account = await postgresAccount([dir, home]);
  const settings = await settingsIn(dir);
  const url = (database: string) =>
    `postgresql://junction:${settings.password}@127.0.0.1:${settings.port}/${database}`;
  if (!existsSync(data)) {
    await createCluster(dir, settings.password, account, options);
  }
  const left = await runningServer(data);
  if (left !== null) {
    if (await answers(url("postgres"))) {
      return { pid: left, url, stop: () => stopServer(left) };
    }
    await stopServer(left);
  }
  settings.port = await freePort(settings.port);
  await writeFile(join(dir, "settings.json"), JSON.stringify(settings), { mode: 0o600 });
  await writeFile(log, "");
  await chmod(log, 0o600);

  const values = { ...common, ...(options.throwaway ? throwaway : {}), port: String(settings.port) };
  const flags = Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let pid = 0;
  const start = async () => {
    const child = run([postgres, "-D", data, ...flags], account, log);
    let failed: Error | undefined;
    child.once("error", (error) => {
      failed = error;
    });
    child.unref();
    pid = child.pid ?? 0;
    const ended = () => failed !== undefined || child.exitCode !== null || child.signalCode !== null;
    await waitUntil(async () => ended() || (await answers(url("postgres"))), readyTimeoutMs);
    return !ended() && (await answers(url("postgres")));
  };
  // After `kill -9` of the server its sessions need a moment to notice; until then a new one refuses to start.
  if (!(await waitUntil(start, 20_000))) {
    const words = (await readFile(log, "utf8")).trim().split("\n").slice(-3).join(" ");
    throw new Error(`PostgreSQL does not start; its log ${log} ends with: ${words}`);
  }
  const letGo = options.throwaway ? guardCluster(dir, dir) : () => {};
  const stop = async () => {
    await stopServer(pid);
    letGo();
  };
  return { pid, url, stop };
}
