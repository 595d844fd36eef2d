import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { importGround } from "../../testing/import-ground.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";
import { importTickers } from "../jobs/import-tickers.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { getImport } from "../verbs/get-import.ts";
import { listImports } from "../verbs/list-imports.ts";

const database = testDatabase();
const ROWS = 60_000;
const patience = { timeout: 90_000, interval: 20 };

const workers: WorkerProcess[] = [];
const others: ChildProcess[] = [];
afterEach(async () => {
  for (const other of others.splice(0)) {
    other.kill("SIGKILL");
  }
  await Promise.all(workers.splice(0).map((worker) => worker.kill("SIGKILL")));
});

function worker(): WorkerProcess {
  const started = startWorker(database.url, "http://127.0.0.1:9");
  workers.push(started);
  return started;
}

test("a worker that is killed between two steps leaves an import that the next one ends, each user counted once", async () => {
  const { ctx, id, upload } = await importGround(database.db);
  const rows = Array.from({ length: ROWS }, (_, index) => `cust-${index},v`).join("\n");
  const made = await upload(`id,plan\n${rows}\n`, { mode: "replace", pieceBytes: 65_536 });
  const state = () => getImport(ctx, { id, importId: made.id });
  const first = worker();
  await vi.waitFor(async () => expect((await state()).applied).toBeGreaterThan(0), patience);
  await first.kill("SIGKILL");
  await first.letNotice();
  const halfWay = await state();
  expect(halfWay.status).toBe("APPLYING");
  expect(halfWay.applied).toBeLessThan(ROWS);
  worker();
  await vi.waitFor(async () => expect((await state()).status).toBe("DONE"), patience);
  expect(await state()).toMatchObject({ applied: ROWS, joined: ROWS, left: 0 });
  expect((await getAudience(ctx, { id })).size).toBe(ROWS);
  const where = { workspaceId: ctx.workspaceId, audienceId: id, present: true };
  expect(await ctx.db.prisma.audienceMember.count({ where })).toBe(ROWS);
  expect(await ctx.db.prisma.audienceImportRow.count({ where: { importId: made.id } })).toBe(0);
}, 180_000);

/** A process that imports a file of 30,000 users into an audience and fails at its end once something is written to it. */
function failingImport(workspaceId: string, audienceId: string): ChildProcess {
  const script = fileURLToPath(new URL("../../testing/failing-import.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      DATABASE_URL: database.url,
      WORKSPACE_ID: workspaceId,
      AUDIENCE_ID: audienceId,
      ROWS: "30000",
    },
    stdio: ["pipe", "ignore", "inherit"],
  });
  others.push(child);
  return child;
}

test("an import whose process is killed while it fails leaves no staged row for long, and no other import loses one", async () => {
  const { ctx, id } = await importGround(database.db);
  const underWay = await importGround(database.db);
  const kept = await underWay.upload("id,plan\na,1\nb,2\n");
  const staged = (importId: string) => ctx.db.prisma.audienceImportRow.count({ where: { importId } });
  const child = failingImport(ctx.workspaceId, id);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const state = async () => (await listImports(ctx, { id })).items[0];
  await vi.waitFor(async () => expect((await state())?.rows).toBeGreaterThan(0), patience);
  const importId = (await state())?.id ?? "";
  // Whoever holds a staged row keeps the process from deleting it: that is where it is killed.
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("begin");
  await holder.query(
    "select 1 from audience_import_rows where import_id = $1 and identity = 'cust-500' for update",
    [importId],
  );
  child.stdin?.write("go on\n");
  await vi.waitFor(async () => expect((await state())?.status).toBe("FAILED"), patience);
  child.kill("SIGKILL");
  await gone;
  await holder.end();
  expect(await staged(importId)).toBeGreaterThan(0);
  const later = { now: () => new Date(Date.now() + 120_000) };
  const system = { ...ctx, clock: later, actor: { kind: "system" as const, name: "Junction" } };
  const run = { signal: new AbortController().signal, workerId: "w", attempt: 1 };
  // What the killed one had asked for last may still end at the database; the rest goes at the first tick.
  await vi.waitFor(async () => {
    for (const ticker of importTickers) {
      await ticker.tick(system, run);
    }
    expect(await staged(importId)).toBe(0);
  }, patience);
  expect(await staged(kept.id)).toBe(2);
}, 180_000);
