import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { tempDir } from "../testing/temp-dir.ts";
import { type PostgresServer, startPostgres } from "./postgres.ts";
import { commandOf, waitUntil } from "./processes.ts";

const dir = join(tempDir(), "post gres");
const timeoutMs = 60_000;
let server: PostgresServer | undefined;

async function start(): Promise<PostgresServer> {
  server = await startPostgres({ dir });
  return server;
}

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server?.url("postgres") });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const gone = (pid: number) => waitUntil(async () => (await commandOf(pid)) === "", 20_000);

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test(
  "a stopped server is gone, and the next start on the folder finds the data under the same address",
  async () => {
    const first = await start();
    await query("CREATE TABLE kept AS SELECT 7 AS value");
    await first.stop();
    expect(await commandOf(first.pid)).toBe("");
    const second = await start();
    expect(second.url("postgres")).toBe(first.url("postgres"));
    expect(await query("SELECT value FROM kept")).toEqual([{ value: 7 }]);
  },
  timeoutMs,
);

test(
  "after `kill -9` with an open session the next start has what was committed",
  async () => {
    const first = await start();
    await query("CREATE TABLE committed AS SELECT 8 AS value");
    const session = new pg.Client({ connectionString: first.url("postgres") });
    session.on("error", () => {});
    await session.connect();
    process.kill(first.pid, "SIGKILL");
    expect(await gone(first.pid)).toBe(true);
    const second = await start();
    expect(second.pid).not.toBe(first.pid);
    expect(await query("SELECT value FROM committed")).toEqual([{ value: 8 }]);
  },
  timeoutMs,
);

test(
  "a server that a killed start left behind is taken over",
  async () => {
    const first = await start();
    const second = await start();
    expect(second.pid).toBe(first.pid);
    await second.stop();
    expect(await commandOf(first.pid)).toBe("");
  },
  timeoutMs,
);

test(
  "a left-behind server id that another program has by now does not prevent a start",
  async () => {
    const first = await start();
    const pidFile = join(dir, "data", "postmaster.pid");
    const lines = readFileSync(pidFile, "utf8").split("\n");
    await first.stop();
    writeFileSync(pidFile, [process.pid, ...lines.slice(1)].join("\n"));
    const second = await start();
    expect(second.pid).not.toBe(process.pid);
    expect(await query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  },
  timeoutMs,
);

test(
  "only those who know the generated password come in",
  async () => {
    const { url } = await start();
    const wrong = Object.assign(new URL(url("postgres")), { password: "guessed" }).href;
    const client = new pg.Client({ connectionString: wrong });
    await expect(client.connect()).rejects.toThrow("password authentication failed");
  },
  timeoutMs,
);
