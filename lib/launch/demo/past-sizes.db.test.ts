import { expect, test } from "vitest";
import type { Ctx } from "../../context.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { meantPeople } from "../../segments/meant-people.ts";
import { scopeOf } from "../../segments/scope.ts";
import { definitionPeople } from "../../segments/sql/definition-sql.ts";
import { getSegment } from "../../segments/verbs/get-segment.ts";
import { listSegments } from "../../segments/verbs/list-segments.ts";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { makeSegments } from "./make-segments.ts";
import { makeShop } from "./make-shop.ts";
import { makePastSizes } from "./past-sizes.ts";
import { ensurePastPartitions, insertEvents, insertPeople, insertSources } from "./store.ts";

const database = testDatabase();
const yesterdayEnd = new Date("2026-11-23T00:00:00Z");
const now = new Date("2026-11-23T12:00:00Z");

test("the demo's segments have the past sizes that their definitions had then; made again they are the same", async () => {
  const ctx: Ctx = {
    ...(await testCtx(database.db, { now })),
    actor: { kind: "system", name: "Demo shop" },
  };
  // What happened later is not there, so that the definitions can be asked as they would have been then.
  const shop = makeShop(yesterdayEnd);
  const sources = { web: newId(now.getTime()), app: newId(now.getTime()) };
  await ensurePastPartitions(ctx.db, 3);
  await insertSources(ctx.db, ctx.workspaceId, sources, now);
  const seen = { first: new Date("2026-11-20T12:00:00Z"), last: now };
  await insertPeople(
    ctx.db,
    ctx.workspaceId,
    shop.people.map((person) => ({ person, seen })),
  );
  const events = shop.events.filter(({ name }) => ["Checkout Started", "Order Completed"].includes(name));
  await insertEvents(ctx.db, ctx.workspaceId, sources, events, 0);
  await makeSegments(ctx);
  const sizes = () =>
    ctx.db.sql<{ name: string; day: string; people: number; entered: number; left: number }>(
      `select s.name, to_char(d.day, 'YYYY-MM-DD') as day, d.people, d.entered, d."left" from segment_days d
       join segments s on s.workspace_id = d.workspace_id and s.id = d.segment_id
       where d.workspace_id = $1::uuid order by s.name, d.day`,
      [ctx.workspaceId],
    );

  await makePastSizes(ctx);
  const made = await sizes();
  await makePastSizes(ctx);

  expect(await sizes()).toEqual(made);
  const then: Ctx = { ...ctx, clock: fixedClock(yesterdayEnd) };
  const { items } = await listSegments(ctx, { search: "", state: "active", limit: 10 });
  expect(items).toHaveLength(4);
  for (const { id, name } of items) {
    const { definition } = await getSegment(ctx, { id });
    const own = made.filter((each) => each.name === name);
    expect(own.map(({ day }) => day)).toHaveLength(30);
    expect(own.at(-1)?.day).toBe("2026-11-22");
    for (const [place, { people, entered, left }] of own.slice(1).entries()) {
      expect(people, name).toBe((own[place]?.people ?? 0) + entered - left);
    }
    if (!definition) {
      throw new Error(`${name} has no definition.`);
    }
    const scope = await scopeOf(then, definition);
    const asked: string[] = [];
    for await (const page of meantPeople(
      ctx.db,
      { meant: definitionPeople(definition, scope), scope },
      null,
    )) {
      asked.push(...page);
    }
    expect(asked.length, name).toBeGreaterThan(10);
    expect(own.at(-1)?.people, name).toBe(asked.length);
  }
});
