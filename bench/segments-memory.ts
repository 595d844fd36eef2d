import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { catalogue } from "../lib/events/catalogue.ts";
import { contexts } from "../lib/events/contexts.ts";
import { completeUpTo } from "../lib/events/log.ts";
import { sourceHours } from "../lib/events/source-hours.ts";
import { type Figure, note, peakBytes, processesOn } from "./kit.ts";
import type { SegmentsGround } from "./segments-ground.ts";
import { questions } from "./segments-questions.ts";

const ROUNDS = Number(process.env.BENCH_MEMORY_ROUNDS ?? 4);
const PAGES = 10;
const PAGE = 100;
/** Of the questions: of a property, of what is in events, and of days; quick ones, since what is measured are the processes. */
const ASKED = [0, 3, 6];

/** Real processes live today, and the shop does not: periods that end now would hold nobody. */
const ofAllTime = (asked: object): object =>
  JSON.parse(JSON.stringify(asked), (key, value) => (key === "when" ? undefined : value));

type Call = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;

function callerOf(url: string, apiKey: string): Call {
  return async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    }
    return text === "" ? {} : JSON.parse(text);
  };
}

/** Resolves when a segment's members were worked out after `since`. */
async function workedOut({ database }: SegmentsGround, id: unknown, since: Date): Promise<void> {
  const query = "select 1 from segments where id = $1 and counted_at >= $2 and problem is null";
  while ((await database.pool.query(query, [id, since])).rowCount === 0) {
    await sleep(100);
  }
}

/** A definition asked in every way that the browser asks: reach, members page by page, and worked out anew by the worker. */
async function askAll(ground: SegmentsGround, call: Call, id: unknown, definition: object): Promise<void> {
  await call("POST", "/segments/reach", { definition });
  await call("POST", "/segments/reach", { definition, exact: true });
  const since = new Date();
  await call("POST", `/segments/${id}/refresh`, {});
  await workedOut(ground, id, since);
  let cursor = "";
  for (let page = 0; page < PAGES && cursor !== null; page += 1) {
    const { nextCursor } = await call("GET", `/segments/${id}/members?limit=${PAGE}${cursor}`);
    cursor = nextCursor ? `&cursor=${encodeURIComponent(String(nextCursor))}` : cursor;
  }
}

/** What else reads the log is taken for done: ten million events of it are not what is measured. */
async function logIsRead({ ctx, database }: SegmentsGround): Promise<void> {
  await database.pool.query(
    `insert into event_cursors (workspace_id, consumer, tx) select $1::uuid, unnest($2::text[]), $3::bigint
     on conflict do nothing`,
    [
      ctx.workspaceId,
      [catalogue, contexts, sourceHours].map(({ name }) => name),
      String(await completeUpTo(ctx.db)),
    ],
  );
}

/** The shop as it was, for the next run. */
async function cleared({ ctx, database }: SegmentsGround): Promise<void> {
  for (const table of [
    "segment_changes",
    "segment_days",
    "segment_dues",
    "segment_members",
    "segments",
    "api_keys",
  ]) {
    await database.pool.query(`delete from ${table} where workspace_id = $1`, [ctx.workspaceId]);
  }
}

/**
 * `segments-memory-web`, `segments-memory-worker`: the most memory that a process has held after all rounds, to that after
 * the first, in which it sees the same definitions.
 */
export async function memoryFigures(ground: SegmentsGround): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), "junction-bench-"));
  const processes = processesOn(ground.databaseUrl, dir);
  const apiKey = `jk_bench_${randomBytes(12).toString("hex")}`;
  await cleared(ground);
  await logIsRead(ground);
  try {
    const web = await processes.start("web", { JUNCTION_API_KEY: apiKey });
    const worker = await processes.start("worker");
    const call = callerOf(web.url, apiKey);
    const segments: { id: unknown; definition: object }[] = [];
    for (const place of ASKED) {
      const definition = ofAllTime(questions[place]?.definition ?? {});
      const made = await call("POST", "/segments", { name: `Bench ${place}`, definition });
      segments.push({ id: made.id, definition });
    }
    const peaks: { web: number; worker: number }[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const { id, definition } of segments) {
        await askAll(ground, call, id, definition);
      }
      const peak = { web: await peakBytes(web.pid), worker: await peakBytes(worker.pid) };
      peaks.push(peak);
      note(
        `  round ${round}: peak of web ${Math.round(peak.web / 1e6)}, worker ${Math.round(peak.worker / 1e6)} MB`,
      );
    }
    const ratio = (of: "web" | "worker") =>
      (peaks.at(-1)?.[of] ?? Number.NaN) / (peaks[0]?.[of] ?? Number.NaN);
    return [
      { name: "segments-memory-web", ratio: ratio("web") },
      { name: "segments-memory-worker", ratio: ratio("worker") },
    ];
  } finally {
    await processes.stop();
    await cleared(ground);
    await rm(dir, { recursive: true, force: true });
  }
}
