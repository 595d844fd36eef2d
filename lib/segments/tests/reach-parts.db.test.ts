import { beforeAll, expect, it } from "vitest";
import { daysCountedUpTo, eventDays } from "../../events/event-days.ts";
import { advance } from "../../events/log.ts";
import { testDatabase } from "../../testing/database.ts";
import { type TestCtx, testCtx } from "../../testing/test-ctx.ts";
import { type Definition, definition } from "../definition.ts";
import type { ReachView } from "../schema.ts";
import { readReach } from "../verbs/read-reach.ts";

const database = testDatabase();
const PEOPLE = 40_000;
/** Of the two the days of one are counted. */
let counted: TestCtx;
let uncounted: TestCtx;

const gold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
const did = (event: string, more: object = {}) => ({ kind: "did", events: [{ name: event }], ...more });
const atLeast = (value: number) => ({ op: "greater_than_equals", value });
const last = (count: number) => ({ kind: "last", span: { count, unit: "days" } });
const bought = did("Bought", { when: last(30), measure: { of: "count", is: atLeast(2) } });
const lately = did("Bought", { when: last(1), measure: { of: "last" } });
/** Begins and ends on one day of UTC, except right after midnight. */
const justNow = did("Bought", {
  when: { kind: "last", span: { count: 30, unit: "minutes" } },
  measure: { of: "last" },
});
const sum = did("Bought", { when: last(30), measure: { of: "sum", path: ["amount"], is: atLeast(12) } });
const never = did("Viewed", { not: true });
const english = {
  kind: "field",
  field: "language",
  not: true,
  test: { type: "text", op: "equals", value: "en" },
};
const left = {
  kind: "inaction",
  did: { events: [{ name: "Viewed" }] },
  didNot: { events: [{ name: "Bought" }] },
  within: { count: 10, unit: "minutes" },
  when: last(30),
};
const asked = {
  match: "any",
  groups: [
    { match: "any", conditions: [gold, bought, left] },
    { conditions: [lately, justNow, sum, never, english] },
    {
      conditions: [
        did("Bought", { measure: { of: "count", is: atLeast(2) } }),
        did("Viewed", { not: true }),
        gold,
      ],
      constant: { path: ["product"] },
    },
  ],
};
const parse = (input: unknown): Definition => definition.parse(input);

/** Every tenth bought now, every twentieth three days ago too; every third viewed. Of half the language is in their context. */
async function fill({ workspaceId }: TestCtx): Promise<void> {
  const id = "md5('customer ' || n)::uuid";
  await database.db.pool.query(
    `insert into people (workspace_id, id, user_id, email, properties, first_seen, last_seen)
     select $1::uuid, ${id}, 'user-' || n, case when n % 2 = 0 then n || '@example.com' end,
       jsonb_build_object('plan', case when n % 4 = 0 then 'gold' else 'free' end), now(), now()
     from generate_series(1, $2::int) n`,
    [workspaceId, PEOPLE],
  );
  await database.db.pool.query(
    `insert into person_contexts (workspace_id, person_id, context)
     select $1::uuid, ${id}, '{"locale": "en-GB"}' from generate_series(2, $2::int, 2) n`,
    [workspaceId, PEOPLE],
  );
  await database.db.pool.query(
    `insert into device_tokens (workspace_id, kind, hash, person_id, token, created_at, seen_at)
     select $1::uuid, 'fcm', 't' || n, ${id}, 't' || n, now(), now() from generate_series(2, $2::int, 2) n`,
    [workspaceId, PEOPLE],
  );
  for (const [name, every, ago] of [
    ["Bought", 10, "1 minute"],
    ["Bought", 20, "3 days"],
    ["Viewed", 3, "1 day"],
  ]) {
    await database.db.pool.query(
      `insert into events (workspace_id, received_at, "timestamp", type, name, person_id, source_id, message_id, properties)
       select $1::uuid, now(), now() - $3::interval, 'track', $4, ${id}, $1::uuid, $4 || $3 || n,
         jsonb_build_object('amount', n % 7, 'product', n % 2) from generate_series($5::int, $2::int, $5::int) n`,
      [workspaceId, PEOPLE, ago, name, every],
    );
  }
}

/** Whether events are not yet counted by day. */
async function waiting({ workspaceId }: TestCtx): Promise<boolean> {
  const { rows } = await database.db.pool.query(
    `select 1 from events e where e.workspace_id = $1 and e.tx >= (select k.tx from event_cursors k
       where k.workspace_id = $1 and k.consumer = $2) limit 1`,
    [workspaceId, eventDays.name],
  );
  return rows.length > 0;
}

const figures = ({ people, of, reachable, conditions }: Omit<ReachView, "error">): number[] => [
  people,
  of,
  ...Object.values(reachable),
  ...conditions.flat(),
];

beforeAll(async () => {
  counted = await testCtx(database.db, { now: new Date() });
  uncounted = await testCtx(database.db, { now: new Date() });
  await fill(counted);
  await fill(uncounted);
  await database.db.pool.query("insert into event_cursors (workspace_id, consumer) values ($1, $2)", [
    counted.workspaceId,
    eventDays.name,
  ]);
  while (await waiting(counted)) {
    await advance(counted, eventDays, counted.workspaceId);
  }
  expect(await daysCountedUpTo(database.db, counted.workspaceId)).not.toBeNull();
});

it("each condition's number is that of the condition alone, denied and constant ones included", async () => {
  const { conditions } = await readReach(counted, { definition: parse(asked), exact: true });
  for (const [place, group] of asked.groups.entries()) {
    for (const [at, each] of group.conditions.entries()) {
      const alone = parse({ groups: [{ conditions: [each] }] });
      const { people } = await readReach(counted, { definition: alone, exact: true });
      expect(people).toBeGreaterThan(0);
      expect(conditions[place]?.[at]).toBe(people);
    }
  }
});

it("everybody counted is the same number whether days are counted or not", async () => {
  const [one, other] = [counted, uncounted].map((ctx) =>
    readReach(ctx, { definition: parse(asked), exact: true }),
  );
  expect(figures((await one) as ReachView)).toEqual(figures((await other) as ReachView));
});

it("an estimate is the same whether days are counted or not, and each number within its error", async () => {
  const exact = await readReach(counted, { definition: parse(asked), exact: true });
  const near = await readReach(counted, { definition: parse(asked) });
  expect(near.estimated).toBe(true);
  expect(near).toEqual(await readReach(uncounted, { definition: parse(asked) }));
  const errors = figures({ ...near, ...near.error });
  for (const [place, value] of figures(near).entries()) {
    expect(Math.abs(value - (figures(exact)[place] ?? 0))).toBeLessThanOrEqual(errors[place] ?? 0);
  }
});
