import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type TestCtx, testCtx } from "../../testing/test-ctx.ts";
import { definition } from "../definition.ts";
import { readReach } from "../verbs/read-reach.ts";

const database = testDatabase();
const PEOPLE = 40_000;
let large: TestCtx;
let small: TestCtx;

const parse = (...conditions: object[]) => definition.parse({ groups: [{ conditions }] });
const gold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
const bought = { kind: "did", events: [{ name: "Bought" }] };

/** People with ids that a digest scatters, of whom every fourth is gold and every tenth bought something. */
async function fill({ workspaceId }: TestCtx, people: number): Promise<void> {
  await database.db.pool.query(
    `insert into people (workspace_id, id, user_id, email, properties, first_seen, last_seen)
     select $1::uuid, md5('customer ' || n)::uuid, 'user-' || n, case when n % 2 = 0 then n || '@example.com' end,
       jsonb_build_object('plan', case when n % 4 = 0 then 'gold' else 'free' end), now(), now()
     from generate_series(1, $2::int) n`,
    [workspaceId, people],
  );
  await database.db.pool.query(
    `insert into events (workspace_id, received_at, "timestamp", type, name, person_id, source_id, message_id)
     select $1::uuid, now(), now(), 'track', 'Bought', md5('customer ' || n)::uuid, $1::uuid, 'm-' || n
     from generate_series(10, $2::int, 10) n`,
    [workspaceId, people],
  );
}

beforeAll(async () => {
  large = await testCtx(database.db, { now: new Date() });
  small = await testCtx(database.db, { now: new Date() });
  await fill(large, PEOPLE);
  await fill(small, 200);
});

it("everybody of a small workspace is counted", async () => {
  expect(await readReach(small, { definition: parse(gold) })).toMatchObject({
    people: 50,
    of: 200,
    estimated: false,
    looked: 200,
    error: null,
  });
});

it("a large workspace is estimated from some of its people, each number with its error, and exact on demand", async () => {
  const asked = parse(gold, bought);
  const exact = await readReach(large, { definition: asked, exact: true });
  expect(exact).toMatchObject({
    people: PEOPLE / 20,
    of: PEOPLE,
    reachable: { email: PEOPLE / 20, sms: 0 },
    conditions: [[PEOPLE / 4, PEOPLE / 10]],
    estimated: false,
    error: null,
  });
  const near = await readReach(large, { definition: asked });
  expect(near.estimated).toBe(true);
  expect(near.looked).toBeLessThan(PEOPLE / 12);
  const figures = ({ people, of, reachable, conditions }: Omit<typeof near, "error">) => [
    people,
    of,
    reachable.email,
    reachable.sms,
    ...conditions.flat(),
  ];
  const errors = figures({ ...near, ...near.error });
  for (const [place, value] of figures(near).entries()) {
    const error = errors[place] ?? 0;
    expect(error).toBeGreaterThan(0);
    // The ids are the same in each run: so is the draw.
    expect(Math.abs(value - (figures(exact)[place] ?? 0))).toBeLessThanOrEqual(error);
  }
  expect(await readReach(large, { definition: asked })).toEqual(near);
});

it("who is shown of an estimate is really meant", async () => {
  const { sample } = await readReach(large, { definition: parse(gold) });
  expect(sample).toHaveLength(10);
  for (const { userId } of sample) {
    expect(Number(userId?.slice("user-".length)) % 4).toBe(0);
  }
});

it("counting ends in the database when nobody waits for it any more", async () => {
  const { pool } = database.db;
  const abort = new AbortController();
  const holder = await pool.connect();
  const waiting = async () => {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where datname = current_database()
         and wait_event_type = 'Lock' and query like 'with meant as materialized%'`,
    );
    return rows[0]?.count ?? 0;
  };
  await holder.query("begin; lock table events in access exclusive mode");
  const asked = readReach({ ...large, gone: abort.signal }, { definition: parse(bought), exact: true });
  while ((await waiting()) === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  abort.abort();
  await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  expect(await waiting()).toBe(0);
  await holder.query("rollback");
  holder.release();
});
