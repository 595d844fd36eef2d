import { afterEach, expect, test, vi } from "vitest";
import { testDatabase } from "../../../testing/database.ts";
import { listGround } from "../../../testing/list-ground.ts";
import { startWorker, type WorkerProcess } from "../../../testing/worker-process.ts";
import { getSegment } from "../../verbs/get-segment.ts";
import { getListImport } from "../verbs/get-list-import.ts";

const database = testDatabase();
const ROWS = 30_000;
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

test("a worker that is killed between two steps leaves an import that the next one ends, each person counted once", async () => {
  const { ctx, id, many, upload, members, staged } = await listGround(database.db);
  await many(ROWS);
  const rows = Array.from({ length: ROWS }, (_, index) => `cust-${index}`).join("\n");
  const made = await upload(`user_id\n${rows}\n`, { mode: "replace", pieceBytes: 65_536 });
  const state = () => getListImport(ctx, { id, importId: made.id });
  const first = worker();
  await vi.waitFor(async () => expect((await state()).applied).toBeGreaterThan(0), patience);
  await first.kill("SIGKILL");
  await first.letNotice();
  const halfWay = await state();
  expect(halfWay.status).toBe("APPLYING");
  expect(halfWay.applied).toBeLessThan(ROWS);
  expect((await getSegment(ctx, { id })).state).toBe("counting");
  worker();
  await vi.waitFor(async () => expect((await state()).status).toBe("DONE"), patience);
  expect(await state()).toMatchObject({ applied: ROWS, found: ROWS, entered: ROWS, left: 0 });
  expect(await getSegment(ctx, { id })).toMatchObject({ state: "ready", people: ROWS });
  expect(await members()).toHaveLength(ROWS);
  await vi.waitFor(async () => expect(await staged()).toBe(0), patience);
}, 180_000);
