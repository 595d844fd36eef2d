import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, note } from "./kit.ts";

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/**
 * `canvas`: the share of frames that took over 50 ms, over six rounds, while a journey of 500 nodes is zoomed, panned and dragged, to that of
 * React Flow's own graph of as many empty nodes under the same gestures, in Chromium.
 */
export const bench: Bench = async () => {
  const dir = await mkdtemp(join(tmpdir(), "junction-bench-"));
  const figure = join(dir, "frames.json");
  try {
    execFileSync("npx", ["playwright", "test", "--workers=1"], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: { ...process.env, JUNCTION_STORIES: "bench/canvas", BENCH_FIGURE: figure },
      stdio: ["ignore", 2, 2],
    });
    const { ours, theirs } = JSON.parse(await readFile(figure, "utf8")) as { ours: number; theirs: number };
    note(`  frames over 50 ms: the canvas ${percent(ours)}, React Flow's own ${percent(theirs)}`);
    return [{ name: "canvas", ratio: ours / theirs }];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
