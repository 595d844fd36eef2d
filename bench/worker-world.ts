import { type Database, openDatabase } from "../lib/db/client.ts";
import { type ExportWorld, exportWorld } from "../lib/testing/export-world.ts";
import { startWorker } from "../lib/testing/worker-process.ts";
import { type Ground, median, note, peakBytes, startSink, withGround } from "./kit.ts";

export type WorkerWorld = { ground: Ground; world: ExportWorld; sinkUrl: string; db: Database };

/** A worker's peak differs by some percent from one start to the next, with when it compiled what. */
const PEAKS = 3;

/** Gives `work` a workspace with a Segment account at a partner that takes everything at once, filled by `fill`. */
export async function inWorld<T>(
  fill: (db: Database, world: ExportWorld) => Promise<void>,
  work: (given: WorkerWorld) => Promise<T>,
): Promise<T> {
  const sink = await startSink();
  try {
    return await withGround(async (ground) => {
      const db = openDatabase(ground.databaseUrl);
      try {
        const world = await exportWorld(db, sink);
        await fill(db, world);
        return await work({ ground, world, sinkUrl: sink.url, db });
      } finally {
        await db.close();
      }
    });
  } finally {
    sink.stop();
  }
}

/** Gives `work` a worker for as long as it takes. */
export async function withWorker<T>(
  { ground, sinkUrl }: Pick<WorkerWorld, "ground" | "sinkUrl">,
  work: (pid: number) => Promise<T>,
): Promise<T> {
  const worker = startWorker(ground.databaseUrl, sinkUrl);
  try {
    return await work(worker.pid);
  } finally {
    await worker.kill("SIGTERM");
  }
}

/** The median peak of workers that each did `once`, and nothing before, in bytes; `size` names what they did. */
export async function peakOf(
  given: WorkerWorld,
  size: string,
  once: (world: ExportWorld) => Promise<unknown>,
): Promise<number> {
  const peaks: number[] = [];
  for (let round = 0; round < PEAKS; round += 1) {
    await withWorker(given, async (pid) => {
      await once(given.world);
      peaks.push(await peakBytes(pid));
    });
  }
  const all = peaks.map((peak) => Math.round(peak / 1e6)).join(", ");
  note(`  ${size}: the worker's peak is ${all} MB`);
  return median(peaks);
}
