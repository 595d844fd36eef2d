import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { Pool } from "undici";
import { type Bench, type Figure, median, note, withGround } from "./kit.ts";
import { steadily, type Waits, waitsOf } from "./waits.ts";

/** What the issue asks: so many live segments, so many events a second. */
const SEGMENTS = 200;
const PER_SECOND = Number(process.env.BENCH_PER_SECOND ?? 500);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const WARM_SECONDS = 4;
const ROUNDS = 3;
const USERS = 5_000;
const NAMES = 50;
const apiKey = "jk_bench_live_00000000000000000";
const writeKey = "wk_bench_live_00000000000000000";

/** From when a writer knows that its row is committed to when somebody hears of the row that followed. */
class Watch {
  private readonly begun = new Map<string, number>();
  /** Heard of before the writer itself knew. */
  private readonly early = new Set<string>();
  private waits: number[] = [];

  sent(key: string): void {
    if (this.early.delete(key)) {
      this.waits.push(0);
    } else {
      this.begun.set(key, performance.now());
    }
  }

  heard(key: string): void {
    const since = this.begun.get(key);
    if (since === undefined) {
      this.early.add(key);
    } else {
      this.begun.delete(key);
      this.waits.push(performance.now() - since);
    }
  }

  get open(): string[] {
    return [...this.begun.keys()];
  }

  take(): number[] {
    const waits = this.waits;
    this.waits = [];
    this.begun.clear();
    return waits;
  }
}

async function measured(watch: Watch, send: () => Promise<void>): Promise<Waits> {
  await steadily({ seconds: WARM_SECONDS, perSecond: PER_SECOND }, send);
  await sleep(1_000);
  watch.take();
  await steadily({ seconds: SECONDS, perSecond: PER_SECOND }, send);
  for (let tries = 0; tries < 100 && watch.open.length > 0; tries += 1) {
    await sleep(100);
  }
  const lost = watch.open;
  const waits = watch.take();
  if (lost.length > 0 || waits.length === 0) {
    throw new Error(
      `${lost.length} of ${lost.length + waits.length} were never heard of: ${lost.slice(0, 5)}`,
    );
  }
  return waitsOf(waits);
}

const action = (name: string, more: object = {}) => ({ kind: "did", events: [{ name }], ...more });
const tokenIs = (value: number) => [{ path: ["token"], test: { type: "number", op: "equals", value } }];
const nameOf = (n: number) => `Event ${n % NAMES}`;

/** Eight of ten let people enter by one event that passes a filter; the others are busy with the same events. */
function definitionOf(n: number): object {
  const name = nameOf(n);
  const lately = { kind: "last", span: { count: 30, unit: "minutes" } };
  const conditions: Record<number, object[]> = {
    6: [action(name, { where: tokenIs(n), when: lately })],
    7: [action(name, { where: tokenIs(n), when: lately })],
    8: [action(name, { measure: { of: "count", is: { op: "greater_than_equals", value: 3 } } })],
    9: [
      {
        kind: "inaction",
        did: { events: [{ name }] },
        didNot: { events: [{ name: nameOf(n + 1) }] },
        within: { count: 10, unit: "minutes" },
      },
      { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
    ],
  };
  return { groups: [{ conditions: conditions[n % 10] ?? [action(name, { where: tokenIs(n) })] }] };
}

const insertAndTell = "with e as (insert into bench_events values ($1)) select pg_notify('bench_events', $1)";

async function startRelay(databaseUrl: string): Promise<() => void> {
  const script = fileURLToPath(new URL("relay.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, databaseUrl], { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return () => child.stdin.end();
}

/** Real processes, 200 live segments, and events through the door one at a time. */
export const bench: Bench = () =>
  withGround(async (ground) => {
    const web = await ground.start("web", { JUNCTION_API_KEY: apiKey, JUNCTION_WRITE_KEY: writeKey });
    await ground.start("worker");
    const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: 10 });
    const hearing = new pg.Client({ connectionString: ground.databaseUrl });
    // Left open when a measure fails; then PostgreSQL ends before they do.
    pool.on("error", () => {});
    hearing.on("error", () => {});
    await hearing.connect();
    const http = new Pool(web.url, { connections: 32, pipelining: 1 });

    const post = async (path: string, headers: Record<string, string>, body: object): Promise<unknown> => {
      const answer = await http.request({
        method: "POST",
        path,
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) {
        throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
      }
      return text.startsWith("{") ? JSON.parse(text) : text;
    };
    const ingest = (path: string, body: object) =>
      post(path, { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` }, body);

    for (let from = 0; from < USERS; from += 500) {
      const batch = Array.from({ length: 500 }, (_, n) => ({
        type: "identify",
        userId: `u${from + n}`,
        traits: { plan: n % 3 === 0 ? "gold" : "free" },
      }));
      await ingest("/v1/batch", { batch });
    }
    const ids: string[] = [];
    for (let n = 0; n < SEGMENTS; n += 1) {
      const made = await post(
        "/api/v1/segments",
        { authorization: `Bearer ${apiKey}` },
        {
          name: `Segment ${n}`,
          kind: "live",
          definition: definitionOf(n),
        },
      );
      ids.push((made as { id: string }).id);
    }
    const placeOf = new Map(ids.map((id, place) => [id, place]));
    await pool.query(`create table bench_events (id text); create table bench_members (id text);
      create function bench_heard() returns trigger language plpgsql as
        $$ begin perform pg_notify('bench_heard', to_jsonb(new) ->> tg_argv[0] || ' ' || coalesce(to_jsonb(new) ->> 'segment_id', '')); return null; end $$;
      create trigger heard after insert on bench_members for each row execute function bench_heard('id');
      create trigger heard after insert on segment_members for each row execute function bench_heard('person_id')`);
    const { rows: people } = await pool.query<{ id: string; user: string }>(
      `select id, user_id as "user" from people`,
    );
    const userOf = new Map(people.map(({ id, user }) => [id, user]));
    while ((await pool.query("select 1 from segments where counted_at is null limit 1")).rows.length > 0) {
      await sleep(200);
    }

    const floorWatch = new Watch();
    const productWatch = new Watch();
    hearing.on("notification", ({ payload = "" }) => {
      const [who = "", segment = ""] = payload.split(" ");
      if (segment === "") {
        floorWatch.heard(who);
      } else {
        productWatch.heard(`${userOf.get(who)} ${placeOf.get(segment)}`);
      }
    });
    await hearing.query("listen bench_heard");
    const endRelay = await startRelay(ground.databaseUrl);

    const floorSend = async (): Promise<void> => {
      const id = randomUUID();
      await pool.query({ name: "event", text: insertAndTell, values: [id] });
      floorWatch.sent(id);
    };
    const entered = new Set<string>();
    const productSend = async (): Promise<void> => {
      const n = Math.floor(Math.random() * SEGMENTS);
      const user = `u${Math.floor(Math.random() * USERS)}`;
      const key = `${user} ${n}`;
      await ingest("/v1/track", { userId: user, event: nameOf(n), properties: { token: n, price: 10 } });
      // Only who was not in it yet enters, and only eight of ten segments take in by one event.
      if (n % 10 < 8 && !entered.has(key)) {
        entered.add(key);
        productWatch.sent(key);
      }
    };

    const rounds = { floor: [] as Waits[], product: [] as Waits[] };
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const [name, watch, send] of [
        ["floor", floorWatch, floorSend],
        ["product", productWatch, productSend],
      ] as const) {
        const waits = await measured(watch, send);
        rounds[name].push(waits);
        note(
          `  round ${round} ${name.padEnd(7)} p50 ${waits.p50.toFixed(1)} ms, p99 ${waits.p99.toFixed(1)} ms`,
        );
      }
    }
    endRelay();
    await Promise.all([pool.end(), hearing.end(), http.close()]);
    const middle = (name: "floor" | "product", of: keyof Waits) => median(rounds[name].map((one) => one[of]));
    const figure = (name: string, of: keyof Waits): Figure => ({
      name,
      ratio: middle("product", of) / middle("floor", of),
    });
    return [figure("live-p50", "p50"), figure("live-p99", "p99")];
  });
