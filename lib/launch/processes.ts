import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** The command line of a living process; empty when it is gone. Ids are reused, so a pid in a file proves nothing. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") {
    // Small images have no `ps`.
    return readFile(`/proc/${pid}/cmdline`, "utf8").then(
      (text) => text.replaceAll("\0", " ").trim(),
      () => "",
    );
  }
  return promisify(execFile)("ps", ["-p", String(pid), "-o", "args="]).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
}

/** Waits until `done` says so, asking every 50 ms. Returns false when `timeoutMs` have passed before. */
export async function waitUntil(done: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (!(await done())) {
    if (performance.now() > end) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
