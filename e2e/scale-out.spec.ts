import { expect, test } from "@playwright/test";
import pg from "pg";
import { type Cluster, startCluster } from "../lib/testing/cluster.ts";

// Two web and three worker processes on one database; a web and a worker die in the middle of the work.
test.describe.configure({ mode: "serial" });

const BATCHES = 120;
const PER_BATCH = 100;
const TOTAL = BATCHES * PER_BATCH;

let cluster: Cluster;
let database: pg.Client;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  cluster = await startCluster({ webs: 2, workers: 3 });
  database = new pg.Client({ connectionString: cluster.databaseUrl });
  await database.connect();
});

test.afterAll(async () => {
  await database?.end();
  await cluster?.stop();
});

async function api(path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
  for (const web of [...cluster.webs].reverse()) {
    const response = await fetch(`${web}/api/v1${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${cluster.apiKey}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => null);
    if (response) {
      return { status: response.status, body: await response.json() };
    }
  }
  throw new Error("No web process answered.");
}

/** As a load balancer with a retrying client does: the same batch goes to the next process until one says 200. */
async function deliver(batch: object[]): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const web = cluster.webs[attempt % cluster.webs.length] ?? "";
    const response = await fetch(`${web}/v1/batch`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${cluster.writeKey}:`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ batch }),
    }).catch(() => null);
    if (response?.ok) {
      return;
    }
  }
  throw new Error("A batch was not taken by any web process.");
}

function batchOf(number: number): object[] {
  return Array.from({ length: PER_BATCH }, (_, index) => {
    const n = number * PER_BATCH + index;
    return {
      type: "track",
      event: "Counted",
      userId: `person-${n % 500}`,
      messageId: `counted-${n}`,
      timestamp: new Date().toISOString(),
      properties: { n },
    };
  });
}

async function faults(faults: object): Promise<void> {
  const response = await fetch(`${new URL(cluster.sandboxUrl).origin}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ partner: "segment", key: "cluster-account", faults }),
  });
  expect(response.status).toBe(200);
}

async function received(): Promise<{ messages: number; distinct: number }> {
  const { rows } = await database.query<{ messages: number; distinct: number }>(
    `select count(*)::int as messages, count(distinct (body -> 'properties' ->> 'n')::int)::int as "distinct"
     from sandbox_messages where body ->> 'event' = 'Counted'`,
  );
  return rows[0] ?? { messages: 0, distinct: 0 };
}

/** The process that holds a run of the export and has had something of it acknowledged. */
async function runOf(exportId: unknown): Promise<string | null> {
  const { rows } = await database.query<{ pid: number }>(
    `select w.pid from export_runs r join workers w on w.id = split_part(r.lease, '/', 1)
     where r.status = 'RUNNING' and r.export_id = $1 and r.accepted > 0`,
    [exportId],
  );
  const pid = rows[0]?.pid;
  return [...cluster.processes].find(([, child]) => child.pid === pid)?.[0] ?? null;
}

test("nothing is lost and nothing leaves under a second id when a web and a worker die", async () => {
  test.setTimeout(240_000);
  const connection = await api("/connections", {
    partner: "segment",
    nickname: "Cluster",
    values: {
      writeKey: "cluster-account",
      region: "sandbox",
      userId: "user_id",
      anonymousId: "anonymous_id",
    },
  });
  expect(connection.status).toBe(201);
  const live = await api("/exports", {
    connectionId: connection.body.id,
    dataType: "all",
    frequency: "live",
  });
  expect(live.status).toBe(201);
  // Slow answers, so that a worker is surely caught with batches on their way.
  await faults({ delayMs: 300 });

  const queue = Array.from({ length: BATCHES }, (_, index) => index);
  let done = 0;
  const sender = async (): Promise<void> => {
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      await deliver(batchOf(number));
      done += 1;
    }
  };
  const sending = Promise.all([sender(), sender(), sender()]);
  await expect.poll(() => done, { timeout: 60_000 }).toBeGreaterThan(BATCHES / 3);
  cluster.crash("web-1");
  await expect.poll(() => runOf(live.body.id), { timeout: 30_000, intervals: [20] }).not.toBeNull();
  cluster.crash((await runOf(live.body.id)) ?? "worker-1");
  await faults({});
  await sending;

  await expect.poll(async () => (await received()).distinct, { timeout: 120_000 }).toBe(TOTAL);
  expect((await received()).messages).toBe(TOTAL);
  const stored = await database.query<{ count: number }>(
    `select count(*)::int as count from events where name = 'Counted'`,
  );
  expect(stored.rows[0]?.count).toBe(TOTAL);
});

test("a one-time export goes on from its cursor when its worker dies in mid-run", async () => {
  test.setTimeout(240_000);
  const connections = await api("/connections");
  const [connection] = connections.body.items as { id: string }[];
  // Slow answers, so that the run is surely caught in the middle.
  await faults({ delayMs: 400 });
  const created = await api("/exports", {
    connectionId: connection?.id,
    dataType: "all",
    frequency: "one_time",
    range: { kind: "day", date: new Date().toISOString().slice(0, 10) },
  });
  expect(created.status).toBe(201);
  await expect.poll(async () => runOf(created.body.id), { timeout: 60_000, intervals: [50] }).not.toBeNull();
  const busy = await runOf(created.body.id);
  expect(busy).not.toBeNull();
  cluster.crash(busy ?? "");
  await faults({});
  await expect
    .poll(async () => (await api(`/exports/${created.body.id}`)).body.status, { timeout: 120_000 })
    .toBe("DONE");
  const view = (await api(`/exports/${created.body.id}`)).body;
  expect(view.accepted).toBe(TOTAL);
  expect(view.rejected).toBe(0);
});
