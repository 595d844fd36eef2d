import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../testing/temp-dir.ts";
import { commandOf, waitUntil } from "./processes.ts";

const dir = tempDir();
const timeoutMs = 60_000;
const gone = (pid: number) => waitUntil(async () => (await commandOf(pid)) === "", 20_000);

function pidIn(file: string): number {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
}

/** A process that runs `script` as an ES module with the functions of the launcher in reach. */
function processWith(script: string) {
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const addressOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

test.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
  "what the tests run ends when they are ended by %s",
  async (signal) => {
    const file = join(dir, signal);
    const stay = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000);`;
    const tests = processWith(`
      import { endOwn, runOwn } from ${addressOf("./own-processes.mjs")};
      for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, endOwn);
      await runOwn(["-e", ${JSON.stringify(stay)}], process.env);`);
    expect(await waitUntil(() => pidIn(file) > 0, 20_000)).toBe(true);
    tests.kill(signal);
    await once(tests, "exit");
    expect(await gone(pidIn(file))).toBe(true);
  },
  timeoutMs,
);

test(
  "a throwaway PostgreSQL and its folder are gone when the process that started it was killed",
  async () => {
    const folder = join(dir, "cluster");
    mkdirSync(folder);
    const owner = processWith(`
      import { startPostgres } from ${addressOf("./postgres.ts")};
      import { writeFileSync } from "node:fs";
      const server = await startPostgres({ dir: ${JSON.stringify(folder)}, throwaway: true });
      writeFileSync(${JSON.stringify(join(dir, "server"))}, String(server.pid));
      setInterval(() => {}, 1000);`);
    expect(await waitUntil(() => pidIn(join(dir, "server")) > 0, 50_000)).toBe(true);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    expect(await gone(pidIn(join(dir, "server")))).toBe(true);
    expect(await waitUntil(() => !existsSync(folder), 20_000)).toBe(true);
  },
  timeoutMs,
);
