import fc from "fast-check";
import { definition } from "../segments/definition.ts";

const users = ["ada", "ben", "cleo"];
const names = ["Viewed", "Added", "Bought"];
const product = fc.constantFrom("P1", "P2", ["P1", "P2"]);
const price = fc.constantFrom<unknown>(5, 20, 80, "20", null);

const who = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...users).map((userId) => ({ userId })) },
  { weight: 1, arbitrary: fc.constantFrom("a-1", "a-2").map((anonymousId) => ({ anonymousId })) },
);
/** Calls of a few people, some of whom turn out to be one. */
export const randomCall = fc.oneof(
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
const person: fc.Arbitrary<object> = fc.oneof(
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
const groupOf = (people: fc.Arbitrary<object>) =>
  fc.record({
    match: fc.constantFrom("all", "any"),
    conditions: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: did },
        { weight: 2, arbitrary: inaction },
        { weight: 1, arbitrary: people },
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
/** Definitions of what such calls may say; `people`: what else is asked of people, besides some of their properties. */
export const randomDefinitions = (people: fc.Arbitrary<object> = person) =>
  fc
    .record({
      match: fc.constantFrom("all", "any"),
      groups: fc.array(fc.oneof({ weight: 4, arbitrary: groupOf(people) }, { weight: 1, arbitrary: held }), {
        minLength: 1,
        maxLength: 2,
      }),
    })
    .map((given) => definition.parse(given));
