import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../testing/temp-dir.ts";
import { childrenOf } from "./children.ts";
import { commandOf, waitUntil } from "./processes.ts";

const dir = tempDir();
const lines = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
const gone = (pid: number) => waitUntil(async () => (await commandOf(pid)) === "", 20_000);

/** A child that writes its id into a file and stays. */
const stay = (file: string) => [
  "-e",
  `require("node:fs").appendFileSync(${JSON.stringify(file)}, process.pid + "\\n"); setInterval(() => {}, 1000);`,
];

/** A process of its own that starts one child with these arguments. */
function parentOf(args: string[]) {
  const script = `
    import { childrenOf } from ${JSON.stringify(new URL("./children.ts", import.meta.url).href)};
    childrenOf(console.log).start({ name: "x", args: ${JSON.stringify(args)}, env: process.env });`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: "inherit",
  });
}

test("a child that dies is started again and told about; after stop none is left", async () => {
  const file = join(dir, "restarted");
  const said: string[] = [];
  const children = childrenOf((sentence) => said.push(sentence));
  children.start({ name: "worker", args: stay(file), env: process.env });
  expect(await waitUntil(() => lines(file).length === 1, 20_000)).toBe(true);
  process.kill(Number(lines(file)[0]), "SIGKILL");
  expect(await waitUntil(() => lines(file).length === 2, 20_000)).toBe(true);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^The worker process ended \(SIGKILL\); it starts again in 1 s\.$/);
  await children.stop();
  expect(await commandOf(Number(lines(file)[1]))).toBe("");
  expect(said).toHaveLength(1);
}, 60_000);

test("a child's own child, started with the same flags, waits for it as long as it likes", async () => {
  const file = join(dir, "heard");
  const grandchild = join(dir, "grandchild.cjs");
  writeFileSync(
    grandchild,
    `process.once("message", (text) => {
      require("node:fs").appendFileSync(${JSON.stringify(file)}, text + "\\n");
      process.exit();
    });`,
  );
  const child = join(dir, "child.cjs");
  writeFileSync(
    child,
    `const grown = require("node:child_process").fork(${JSON.stringify(grandchild)});
    setTimeout(() => grown.connected && grown.send("waited"), 1_000);
    grown.once("exit", () => require("node:fs").appendFileSync(${JSON.stringify(file)}, "gone\\n"));
    setInterval(() => {}, 1_000);`,
  );
  const children = childrenOf(() => {});
  children.start({ name: "web", args: [child], env: process.env });
  expect(await waitUntil(() => lines(file).includes("gone"), 20_000)).toBe(true);
  expect(lines(file)).toEqual(["waited", "gone"]);
  await children.stop();
}, 60_000);

test("children end when their parent is killed, so that their ports are free", async () => {
  const file = join(dir, "orphan");
  appendFileSync(file, "");
  const parent = parentOf(stay(file));
  expect(await waitUntil(() => (lines(file)[0] ?? "") !== "", 20_000)).toBe(true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  expect(await gone(Number(lines(file)[0]))).toBe(true);
}, 60_000);

test("what a child forks and keeps waiting for its first word stays, and goes when the first parent is killed", async () => {
  const file = join(dir, "grandchild");
  const fork = join(dir, "fork.cjs");
  // As Next's server does: it says that it is ready and has nothing but its channel to wait on.
  const note = `require("node:fs").appendFileSync(${JSON.stringify(file)}, process.pid + "\\n")`;
  writeFileSync(fork, `process.on("message", () => ${note}); process.send("ready");`);
  const middle = `
    const child = require("node:child_process").fork(${JSON.stringify(fork)});
    child.on("message", () => setTimeout(() => child.send("go on"), 500));
    child.on("exit", () => process.exit());`;
  const parent = parentOf(["-e", middle]);
  expect(await waitUntil(() => lines(file).length === 1, 20_000)).toBe(true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  expect(await gone(Number(lines(file)[0]))).toBe(true);
}, 60_000);
