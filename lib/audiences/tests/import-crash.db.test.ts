import { afterEach, expect, test, vi } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { importGround } from "../../testing/import-ground.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { getImport } from "../verbs/get-import.ts";

const database = testDatabase();
const ROWS = 60_000;
const patience = { timeout: 90_000, interval: 20 };

const workers: WorkerProcess[] = [];
afterEach(async () => {
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
