import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "../db/client.ts";
import { isConnectionLoss } from "../db/connection-loss.ts";
import { migrate } from "../db/migrate.ts";
import { startPostgres } from "../launch/postgres.ts";
import { once } from "../testing/once.ts";
import { testCtx } from "../testing/test-ctx.ts";
import { defineJob } from "./define-job.ts";
import { enqueue } from "./enqueue.ts";
import { runWorker } from "./run-worker.ts";

const patience = { timeout: 60_000, interval: 100 };

test("a job whose end PostgreSQL was not there to book runs again, and so do those after it", async () => {
  const dir = await mkdtemp(join(tmpdir(), `junction-queue-${randomBytes(3).toString("hex")}-`));
  let server = await startPostgres({ dir });
  await once(server.url("postgres"), "create database queue");
  await migrate(server.url("queue"));
  const db = openDatabase(server.url("queue"));
  const runs: string[] = [];
  const gone: unknown[] = [];
  const job = defineJob({
    name: "tests.book",
    payload: z.object({ workspaceId: z.uuid(), word: z.string() }),
    retry: { maxAttempts: 5 },
    run: async (_ctx, { word }) => {
      runs.push(word);
      if (word === "first" && runs.length === 1) {
        process.kill(server.pid, "SIGKILL");
        await expect
          .poll(
            () =>
              db.sql("select 1").then(
                () => "answers",
                (error) => gone.push(error) && "gone",
              ),
            patience,
          )
          .toBe("gone");
      }
    },
  });
  try {
    const ctx = await testCtx(db);
    const worker = await runWorker({ ctx, jobs: [job], tickers: [], concurrency: 2 });
    try {
      const { workspaceId } = ctx;
      await enqueue({ db }, job, { workspaceId, word: "first" });
      await expect.poll(() => gone.length, patience).toBe(1);
      expect(isConnectionLoss(gone[0])).toBe(true);
      server = await startPostgres({ dir });
      await expect
        .poll(
          () =>
            enqueue({ db }, job, { workspaceId, word: "second" }).then(
              () => true,
              () => false,
            ),
          patience,
        )
        .toBe(true);
      await expect.poll(() => [...runs].sort(), patience).toEqual(["first", "first", "second"]);
      await expect.poll(() => db.sql("select id from graphile_worker.jobs"), patience).toEqual([]);
    } finally {
      await worker.stop();
    }
  } finally {
    await db.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
}, 120_000);
