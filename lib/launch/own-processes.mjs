import { spawn } from "node:child_process";
import { root } from "./prepare.mjs";

const followParent = new URL("./follow-parent.mjs", import.meta.url).href;
const running = new Set();

/**
 * Runs node with `args` in the clone and resolves with `{ ok, output }`. The process ends with this one, however this one
 * ends: in a session of its own it hears no Ctrl-C twice, and it follows its parent.
 */
export function runOwn(args, env) {
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(process.execPath, ["--import", followParent, ...args], {
      cwd: root,
      env: { ...env, JUNCTION_STARTED_BY: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    running.add(child);
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.once("close", (code) => {
      running.delete(child);
      resolve({ ok: code === 0, output: Buffer.concat(output).toString() });
    });
  });
}

/** Asks what runs to end; Vitest and Playwright then stop their servers themselves. */
export function endOwn() {
  for (const child of running) {
    child.kill("SIGINT");
  }
}
