import { afterAll, beforeAll, expect, test } from "vitest";
import { getSizes } from "../../audiences/verbs/get-sizes.ts";
import { listAudiences } from "../../audiences/verbs/list-audiences.ts";
import { listOperations } from "../../audiences/verbs/list-operations.ts";
import type { Ctx } from "../../context.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { newId } from "../../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { workTransfers } from "../../testing/work-transfers.ts";
import { listTransfers } from "../../transfers/verbs/list-transfers.ts";
import { makeAudiences } from "./make-audiences.ts";
import { type DemoShop, makeShop } from "./make-shop.ts";
import { ensurePastPartitions, insertEvents, insertPeople, insertSources } from "./store.ts";

const database = testDatabase();
const now = new Date("2026-11-23T12:00:00Z");
const names = ["Checkout Started", "Order Completed", "App Launched"];
let sandbox: Sandbox;
let shop: DemoShop;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
  const whole = makeShop(now);
  const people = whole.people.filter((_, index) => index % 5 === 0);
  const known = new Set(people);
  const since = now.getTime() - 14 * 86_400_000;
  const events = whole.events.filter(
    (event) => known.has(event.person) && event.at >= since && names.includes(event.name),
  );
  shop = { people, events };
}, 60_000);
afterAll(() => sandbox.stop());

/** A part of the shop in a workspace of a test's own, connected to the sandbox's CleverTap. */
async function ground(ids: { people: boolean } = { people: true }) {
  const hosts = { JUNCTION_HOST_CLEVERTAP_SANDBOX: sandbox.hostOf("clevertap") };
  const ctx: Ctx = {
    ...(await testCtx(database.db, { now, hosts })),
    actor: { kind: "system", name: "Demo shop" },
  };
  const sources = { web: newId(now.getTime()), app: newId(now.getTime()) };
  await ensurePastPartitions(ctx.db, 3);
  await insertSources(ctx.db, ctx.workspaceId, sources, now);
  if (ids.people) {
    const seen = { first: now, last: now };
    await insertPeople(
      ctx.db,
      ctx.workspaceId,
      shop.people.map((person) => ({ person, seen })),
    );
  }
  await insertEvents(ctx.db, ctx.workspaceId, sources, shop.events, 0);
  const { id: clevertapId } = await connectPartner(ctx, {
    partner: "clevertap",
    nickname: "Shop audiences",
    values: { accountId: `ACC-${newId().slice(-8)}`, passcode: "demo-shop-passcode", region: "sandbox" },
  });
  const make = (as: Ctx = ctx) => makeAudiences(as, { shopAt: now.getTime(), clevertapId });
  return { ctx, make };
}

const everything = { search: "", origin: [], page: 1, perPage: 40 };

/** All that can be seen of a workspace's audiences, without ids. */
async function seen(ctx: Ctx) {
  const { items } = await listAudiences(ctx, { ...everything, sort: "name", direction: "asc" });
  const tables = await ctx.db.sql<{ what: string; rows: unknown }>(
    `select 'members' as what, jsonb_agg(jsonb_build_array(a.name, m.identity, m.present, m.properties, m.joined_at)
       order by a.name, m.identity) as rows
     from audience_members m join audiences a on a.id = m.audience_id where m.workspace_id = $1::uuid
     union all select 'sizes', jsonb_agg(jsonb_build_array(a.name, s.hour, s.size, s.joined, s.left) order by a.name, s.hour)
     from audience_sizes s join audiences a on a.id = s.audience_id where s.workspace_id = $1::uuid
     union all select 'log', jsonb_agg(jsonb_build_array(o.identity, o.operation, o.verdict, o.reason, o.received_at)
       order by o.received_at, o.identity, o.verdict)
     from audience_operations o where o.workspace_id = $1::uuid`,
    [ctx.workspaceId],
  );
  const transfers = (await listTransfers(ctx, { limit: 20 })).items.map((one) => [
    one.audienceName,
    one.frequency,
  ]);
  return {
    audiences: items.map(({ name, origin, size, trend }) => ({ name, origin, size, trend })),
    transfers,
    tables: Object.fromEntries(tables.map(({ what, rows }) => [what, rows])),
  };
}

/** The same database for a process that is killed when it has asked for the `count`th connection. */
function killedAfter(ctx: Ctx, count: number): Ctx {
  let asked = 0;
  const pool = new Proxy(ctx.db.pool, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") {
        return value;
      }
      return (...given: unknown[]) => {
        if (name === "connect" || name === "query") {
          asked += 1;
          if (asked > count) {
            throw new Error("killed");
          }
        }
        return Reflect.apply(value, target, given);
      };
    },
  });
  return { ...ctx, db: Object.create(ctx.db, { pool: { value: pool } }) };
}

test("the demo's audiences show what audiences do: a trend, every verdict, a refused user at the partner", async () => {
  const { ctx, make } = await ground();
  await make();
  const { audiences } = await seen(ctx);
  expect(audiences.map(({ name, origin }) => [name, origin])).toEqual([
    ["Abandoned carts", "eventbridge"],
    ["Gold members", "people"],
    ["Quiz: sneaker fans", "story"],
  ]);
  for (const { name, size, trend } of audiences.filter(({ origin }) => origin !== "people")) {
    expect([name, size > 5]).toEqual([name, true]);
    expect([name, new Set(trend).size > 5]).toEqual([name, true]);
    expect([name, trend.at(-1)]).toEqual([name, size]);
  }
  const carts = (await listAudiences(ctx, { ...everything, sort: "name", direction: "asc" })).items[0];
  const verdicts = new Set<string>();
  for (const verdict of ["applied", "ignored", "refused"] as const) {
    const { items } = await listOperations(ctx, { id: carts?.id ?? "", verdict, limit: 100 });
    for (const one of items) {
      verdicts.add(`${one.operation} ${verdict}`);
    }
  }
  expect([...verdicts].sort()).toEqual(
    expect.arrayContaining(["delete applied", "remove refused", "upsert applied", "upsert ignored"]),
  );
  const { points } = await getSizes(ctx, { id: carts?.id ?? "", range: "7d" });
  expect(points.at(-1)?.size).toBe(carts?.size);
  expect(points.reduce((sum, { joined }) => sum + joined, 0)).toBeGreaterThan(5);
  await workTransfers(ctx);
  const { items } = await listTransfers(ctx, { limit: 20 });
  expect(items).toMatchObject([
    { audienceName: "Abandoned carts", frequency: "continuous", status: "RUNNING", rejected: 0 },
    { audienceName: "Quiz: sneaker fans", frequency: "once", status: "DONE", rejected: 1 },
  ]);
}, 120_000);

test("begun again they are the same audiences, wherever the first try was killed", async () => {
  const whole = await ground({ people: false });
  await whole.make();
  const expected = await seen(whole.ctx);
  await whole.make();
  expect(await seen(whole.ctx)).toEqual(expected);
  const { ctx, make } = await ground({ people: false });
  for (const count of [1, 9, 40, 90]) {
    await expect(make(killedAfter(ctx, count))).rejects.toThrow();
  }
  await make();
  expect(await seen(ctx)).toEqual(expected);
}, 120_000);
