import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { isRefusedRecord } from "../../sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { addMembers, type TransferWorld, transferWorld, usersWhere } from "../../testing/transfer-world.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";
import { createTransfer } from "../verbs/create-transfer.ts";
import { getStanding } from "../verbs/get-standing.ts";
import { getTransfer } from "../verbs/get-transfer.ts";
import { listTransferMembers } from "../verbs/list-transfer-members.ts";

const database = testDatabase();
const patience = { timeout: 90_000, interval: 100 };
let sandbox: Sandbox;
const workers: WorkerProcess[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill("SIGKILL")));
});
afterAll(() => sandbox.stop());

function worker(): WorkerProcess {
  const started = startWorker(database.url, { JUNCTION_HOST_CLEVERTAP_EU1: sandbox.hostOf("clevertap") });
  workers.push(started);
  return started;
}

async function misbehave(of: TransferWorld, faults: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ partner: "clevertap", key: of.accountId, faults }),
  });
  expect(answer.status).toBe(200);
}

async function refusedOf(
  of: TransferWorld,
  id: string,
): Promise<{ identity: string; code: string | null }[]> {
  const found: { identity: string; code: string | null }[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listTransferMembers(of.ctx, { id, state: "refused", search: "", limit: 100, cursor });
    found.push(...page.items.map(({ identity, code }) => ({ identity, code })));
    if (!page.nextCursor) {
      return found;
    }
    cursor = page.nextCursor;
  }
}

test.each([
  [429, 1_000],
  [500, 30_000],
])(
  "with every 7th member refused, a fifth of the calls answering %i and the worker killed twice, the partner holds exactly the accepted of %i",
  async (status, count) => {
    const of = await transferWorld(database.db, sandbox.hostOf("clevertap"));
    await addMembers(database.db, of, count);
    await misbehave(of, {
      status,
      everyNth: 5,
      ...(status === 429 && { retryAfterS: 0 }),
      delayMs: 300,
      refuseEveryNthRecord: 7,
    });
    const title = `quiz_${count}`;
    const first = worker();
    const { id } = await createTransfer(of.ctx, {
      audienceId: of.audienceId,
      connectionId: of.connectionId,
      values: { keyTitle: title },
      frequency: "once",
    });
    const status_ = async () => (await getTransfer(of.ctx, { id })).status;
    await expect.poll(status_, patience).toBe("RUNNING");
    await first.kill("SIGKILL");
    await first.letNotice();
    const second = worker();
    await expect.poll(async () => (await database.db.prisma.sandboxUser.count()) > 0, patience).toBe(true);
    await second.kill("SIGKILL");
    await second.letNotice();
    worker();
    await expect.poll(status_, patience).toBe("DONE");

    const everybody = Array.from({ length: count }, (_, n) => `user-${String(n + 1).padStart(6, "0")}`);
    const bad = everybody.filter((identity) => isRefusedRecord(identity, 7));
    const good = everybody.filter((identity) => !isRefusedRecord(identity, 7));
    expect(bad.length).toBeGreaterThan(count / 10);
    expect(await usersWhere(database.db, title, "Sneaker fans")).toEqual(good);
    const refused = await refusedOf(of, id);
    expect(refused.map(({ identity }) => identity)).toEqual(bad);
    expect(new Set(refused.map(({ code }) => code)).size).toBe(1);
    expect(refused[0]?.code).toMatch(/^clevertap_5\d\d$/);
    expect(await getStanding(of.ctx, { id })).toMatchObject({
      members: count,
      acknowledged: good.length,
      refused: bad.length,
      toSend: 0,
    });
  },
  180_000,
);
