import fc from "fast-check";
import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { type Definition, definition } from "../definition.ts";
import { referredSegments } from "../references.ts";
import { scopeWith } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { calendarPace } from "../sql/due-sql.ts";

const database = testDatabase();
const START = Date.parse("2026-03-28T22:00:00.000Z");
const MINUTE = 60_000;

const users = ["ada", "ben", "cleo"];
const names = ["Viewed", "Added", "Bought"];
const product = fc.constantFrom("P1", "P2", ["P1", "P2"]);
const price = fc.constantFrom<unknown>(5, 20, 80, "20", null);

const who = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...users).map((userId) => ({ userId })) },
  { weight: 1, arbitrary: fc.constantFrom("a-1", "a-2").map((anonymousId) => ({ anonymousId })) },
);
const call = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(who, fc.constantFrom(...names), product, price, fc.integer({ min: 0, max: 90 }))
      .map(([by, event, id, cost, minutesAgo]) => ({
        ...by,
        type: "track",
        event,
        properties: { product: id, price: cost },
        minutesAgo,
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        who,
        fc.constantFrom("gold", "silver", null),
        fc.constantFrom("2026-03-29", "2026-03-30T08:00:00Z"),
      )
      .map(([by, plan, since]) => ({ ...by, type: "identify", traits: { plan, since }, minutesAgo: 0 })),
  },
  {
    // Makes one person of two.
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...users), fc.constantFrom("a-1", "a-2"))
      .map(([userId, anonymousId]) => ({ type: "identify", userId, anonymousId, traits: {}, minutesAgo: 0 })),
  },
);

const asked = fc.record({
  events: fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 })
    .map((list) => list.map((name) => ({ name }))),
  where: fc.oneof(
    fc.constant([]),
    fc
      .constantFrom<object>(
        { path: ["product"], test: { type: "text", op: "equals", value: "P1" } },
        { path: ["product"], test: { type: "text", op: "not_equals", value: "P1" } },
        { path: ["price"], test: { type: "number", op: "greater_than_equals", value: 20 } },
        { path: ["price"], test: { type: "number", op: "any_of", values: [5, 80] } },
        { path: ["price"], test: { type: "any", op: "is_set" } },
      )
      .map((filter) => [filter]),
  ),
});
const last = fc
  .constantFrom({ count: 30, unit: "minutes" }, { count: 2, unit: "hours" }, { count: 1, unit: "days" })
  .map((span) => ({ kind: "last", span }));
const when = fc.oneof(fc.constant({ kind: "always" }), last);
const measure = fc.constantFrom<object>(
  { of: "count", is: { op: "greater_than_equals", value: 1 } },
  { of: "count", is: { op: "less_than", value: 3 } },
  { of: "count", is: { op: "between", values: [2, 3] } },
  { of: "sum", path: ["price"], is: { op: "greater_than", value: 50 } },
  { of: "distinct", path: ["product"], is: { op: "equals", value: 2 } },
  { of: "first" },
  { of: "last" },
  { of: "mostly", path: ["product"], test: { type: "text", op: "equals", value: "P1" }, share: "most" },
);
const not = fc.boolean();
const did = fc
  .record({ asked, when, measure, not })
  .map(({ asked: of, ...rest }) => ({ kind: "did", ...of, ...rest }));
const inaction = fc.record({
  kind: fc.constant("inaction"),
  not,
  did: asked,
  didNot: asked,
  within: fc.constantFrom(
    { count: 10, unit: "minutes" },
    { count: 90, unit: "seconds" },
    { count: 1, unit: "hours" },
  ),
  when,
  same: fc.option(fc.constant({ path: ["product"] }), { nil: undefined }),
});
const person = fc.oneof(
  fc.tuple(fc.constantFrom("equals", "not_equals"), not).map(([op, denied]) => ({
    kind: "property",
    not: denied,
    path: ["plan"],
    test: { type: "text", op, value: "gold" },
  })),
  fc.constantFrom<object>(
    { kind: "property", path: ["since"], test: { type: "date", op: "days_ahead", value: 0 } },
    {
      kind: "property",
      path: ["since"],
      test: { type: "date", op: "in_last", value: { count: 3, unit: "hours" } },
    },
    { kind: "field", field: "user_id", test: { type: "any", op: "is_set" } },
  ),
);
const group = fc.record({
  match: fc.constantFrom("all", "any"),
  conditions: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: did },
      { weight: 2, arbitrary: inaction },
      { weight: 1, arbitrary: person },
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
});
const held = fc.record({
  match: fc.constant("all"),
  constant: fc.constant({ path: ["product"] }),
  conditions: fc.tuple(asked, asked, when, not).map(([one, other, time, denied]) => [
    { kind: "did", ...one, when: time },
    { kind: "did", ...other, not: denied },
  ]),
});
const definitions = fc
  .record({
    match: fc.constantFrom("all", "any"),
    groups: fc.array(fc.oneof({ weight: 4, arbitrary: group }, { weight: 1, arbitrary: held }), {
      minLength: 1,
      maxLength: 2,
    }),
  })
  .map((given) => definition.parse(given));

const step = fc.oneof(
  { weight: 3, arbitrary: fc.array(call, { minLength: 1, maxLength: 4 }).map((calls) => ({ calls })) },
  { weight: 2, arbitrary: fc.constantFrom(1, 9, 30, 31, 60, 70, 125, 1_500).map((minutes) => ({ minutes })) },
);

async function recomputed(ground: SegmentGround, asking: Definition): Promise<string[]> {
  const scope = await scopeWith(ground.ctx, await referredSegments(ground.ctx, asking));
  const query = definitionPeople(asking, scope);
  const rows = await database.db.sql<{ id: string }>(
    `select coalesce(user_id, id::text) as id from people where workspace_id = $1::uuid and id in (${query}) order by 1`,
    scope.values.all,
  );
  return rows.map(({ id }) => id);
}

it("whatever is asked and whatever happens, the members of a live segment are those whom its definition means", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(definitions, { minLength: 3, maxLength: 5 }),
      fc.array(step, { minLength: 4, maxLength: 9 }),
      async (given, steps) => {
        const ground = await segmentGround(database.db, new Date(START));
        await database.db.sql(
          `update workspaces set time_zone = 'Europe/Berlin' where id = $1::uuid returning 1`,
          [ground.workspaceId],
        );
        const made: { id: string; asking: Definition }[] = [];
        for (const [place, asking] of given.entries()) {
          const inner = made.at(-1);
          // Some ask for the one before, too.
          const whole: Definition =
            place === 2 && inner
              ? {
                  match: "all",
                  groups: [
                    ...asking.groups,
                    { match: "any", conditions: [{ kind: "segment", not: false, segmentId: inner.id }] },
                  ],
                }
              : asking;
          const { id } = await ground.make("live", whole);
          made.push({ id, asking: whole });
        }
        await ground.refresh();
        for (const each of steps) {
          if ("minutes" in each) {
            ground.clock.advance(each.minutes * MINUTE);
          } else {
            const now = ground.clock.now().getTime();
            await ground.batch(
              ...each.calls.map(({ minutesAgo, ...rest }) => ({
                ...(rest as object),
                timestamp: new Date(now - minutesAgo * MINUTE).toISOString(),
              })),
            );
          }
          await ground.follow();
          for (const { id, asking } of made) {
            const referred = await referredSegments(ground.ctx, asking);
            if (calendarPace(asking, referred) !== "never") {
              await database.db.sql(
                `update segments set refresh_at = '2000-01-01' where id = $1::uuid returning 1`,
                [id],
              );
              await ground.refresh();
            }
            expect(await ground.members(id), JSON.stringify(asking)).toEqual(
              await recomputed(ground, asking),
            );
          }
        }
        const sizes = await database.db.sql<{ wrong: number }>(
          `select count(*)::int as wrong from segments s where s.workspace_id = $1::uuid and s.people <> (
             select count(*) from segment_members m where m.workspace_id = s.workspace_id and m.segment_id = s.id)`,
          [ground.workspaceId],
        );
        expect(sizes).toEqual([{ wrong: 0 }]);
      },
    ),
    { numRuns: 15, seed: 20_260_328, endOnFailure: false },
  );
}, 300_000);
