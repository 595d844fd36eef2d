import { describe, expect, it } from "vitest";
import { openDatabase } from "../db/client.ts";
import { beat } from "../jobs/store.ts";
import { testDatabase } from "../testing/database.ts";
import { insertTestConnection, insertTestExport } from "../testing/fixture-store.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { testCtx } from "../testing/test-ctx.ts";
import { processMetrics } from "./process-metrics.ts";
import { checkHealth } from "./verbs/check-health.ts";
import { readMetrics } from "./verbs/read-metrics.ts";

const database = testDatabase();
const nobody = async () => ({
  ...(await testCtx(database.db)),
  actor: { kind: "anonymous" as const },
  workspaceId: "",
});
const worker = { id: "w1", host: "box", pid: 7, slots: [], startedAt: new Date(), memoryBytes: 123_456 };

describe("the health check", () => {
  it("says that nothing works in the background while no worker is there, and that web and database answer", async () => {
    await database.db.sql(`delete from workers`);
    const health = await checkHealth(await nobody(), {});
    expect(health).toMatchObject({
      status: "degraded",
      database: { ok: true },
      worker: { ok: false, count: 0 },
    });
    expect(health.worker.message).toContain("No worker is running");
  });

  it("is well with a worker, and not with one that went silent", async () => {
    await beat(database.db, worker);
    expect(await checkHealth(await nobody(), {})).toMatchObject({
      status: "ok",
      worker: { ok: true, count: 1 },
    });
    await database.db.sql(`update workers set heartbeat_at = now() - interval '20 seconds'`);
    expect(await checkHealth(await nobody(), {})).toMatchObject({ status: "degraded", worker: { count: 0 } });
  });

  it("says that the database does not answer instead of failing", async () => {
    const away = openDatabase("postgres://nobody@127.0.0.1:9/none");
    try {
      const health = await checkHealth({ ...(await nobody()), db: away }, {});
      expect(health).toMatchObject({
        status: "failing",
        web: { ok: true },
        database: { ok: false, tookMs: null },
      });
    } finally {
      await away.close();
    }
  });
});

describe("the metrics", () => {
  it("tell of workers, queue, exports and the event log as Prometheus text", async () => {
    const ctx = await testCtx(database.db);
    const connectionId = await insertTestConnection(database.db, ctx.workspaceId);
    const id = await insertTestExport(database.db, ctx.workspaceId, connectionId, "DONE");
    await database.db.sql(`update exports set accepted = 41, rejected = 2 where id = $1::uuid`, [id]);
    await beat(database.db, worker);
    await database.db.sql(
      `select id from graphile_worker.add_job('test_job', '{}'::json, run_at => now() - interval '90 seconds')`,
    );
    const text = await readMetrics(await nobody(), {});
    const value = (line: string) =>
      Number(
        text
          .split("\n")
          .find((each) => each.startsWith(`${line} `))
          ?.split(" ")
          .at(-1),
      );
    expect(value('junction_export_rows{partner="segment",result="accepted"}')).toBe(41);
    expect(value('junction_export_rows{partner="segment",result="rejected"}')).toBe(2);
    expect(value('junction_exports{status="DONE"}')).toBe(1);
    expect(value('junction_worker_memory_bytes{host="box",pid="7"}')).toBe(123_456);
    expect(value("junction_workers")).toBe(1);
    expect(value('junction_queue_jobs{job="test_job",state="waiting"}')).toBe(1);
    expect(value("junction_queue_oldest_seconds")).toBeGreaterThanOrEqual(90);
    expect(value("junction_events")).toBe(0);
  });

  it("show how long the oldest event has waited that a consumer has not handled", async () => {
    const ground = await ingestGround(database.db);
    const cursor = { workspaceId: ground.workspaceId, consumer: "test", tx: 0n, updatedAt: new Date() };
    await database.db.prisma.eventCursor.create({ data: cursor });
    const lag = async () => {
      const text = await readMetrics(await nobody(), {});
      return Number(/junction_event_log_lag_seconds\{consumer="test"\} (\S+)/.exec(text)?.[1]);
    };
    expect(await lag()).toBe(0);
    await sender(ground.ctx, ground.key)("track", { userId: "u", event: "Item Added", messageId: "m" });
    await database.db.sql(`update events set received_at = received_at - interval '2 seconds'`);
    expect(await lag()).toBeGreaterThanOrEqual(2);
    await database.db.sql(`update event_cursors set tx = (select max(tx) + 1 from events)`);
    expect(await lag()).toBe(0);
  });

  it("count a process's own requests and what it took in", async () => {
    const metrics = processMetrics();
    metrics.observeRequest({ route: "/api/v1/exports/:id", method: "GET", status: 200, seconds: 0.02 });
    metrics.observeIngest({ accepted: 98, duplicates: 2, bytes: 5_000 });
    metrics.observeIngest("refused");
    const text = await metrics.registry.metrics();
    for (const line of [
      'junction_http_request_duration_seconds_count{route="/api/v1/exports/:id",method="GET",status="200"} 1',
      'junction_ingest_calls_total{result="accepted"} 98',
      'junction_ingest_calls_total{result="duplicate"} 2',
      'junction_ingest_calls_total{result="refused"} 1',
      'junction_ingest_calls_total{result="failed"} 0',
      "junction_ingest_bytes_total 5000",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text).toMatch(/junction_web_memory_bytes \d{7,}/);
  });
});
