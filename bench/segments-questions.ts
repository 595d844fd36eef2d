import type { z } from "zod";
import type { definition } from "../lib/segments/definition.ts";

export type Question = {
  name: string;
  definition: z.input<typeof definition>;
  /** The same asked of views `people` and `events` in DuckDB, of JSON as Junction stores it. */
  json: string;
  /** The same where somebody made columns of the properties beforehand. */
  typed: string;
};

const one = (...conditions: object[]) => ({ groups: [{ conditions }] }) as Question["definition"];
const did = (event: string, more: object = {}) => ({ kind: "did", events: [{ name: event }], ...more });
const last = (count: number, unit = "days") => ({ kind: "last", span: { count, unit } });
const text = (op: string, value: string) => ({ type: "text", op, value });
const property = (key: string, value: string) => ({
  kind: "property",
  path: [key],
  test: text("equals", value),
});
const atLeast = (value: number) => ({ op: "greater_than_equals", value });
const count = (value: number) => ({ of: "count", is: atLeast(value) });

/** The moments that the periods begin at: days of Berlin keep their time of day when the clocks change. */
const now = "timestamptz '2026-10-31 18:00:00+00'";
const daysAgo: Record<number, string> = {
  7: "timestamptz '2026-10-24 17:00:00+00'",
  14: "timestamptz '2026-10-17 17:00:00+00'",
  30: "timestamptz '2026-10-01 17:00:00+00'",
  60: "timestamptz '2026-09-01 17:00:00+00'",
  90: "timestamptz '2026-08-02 17:00:00+00'",
};
const since = (days: number) => `"timestamp" >= ${daysAgo[days]} and "timestamp" <= ${now}`;
const track = (name: string) => `type = 'track' and name = '${name}'`;
const viewed = track("Product Viewed");

/** Writes a question for JSON, and for columns where those have the same names. */
function both(sql: string): { json: string; typed: string } {
  const json = sql
    .replace(/\bP\.(\w+)/g, "(properties->>'$1')")
    .replace(/\bN\.(\w+)/g, "coalesce(try_cast(properties->>'$1' as double), 0)");
  return { json, typed: sql.replace(/\bP\.(\w+)/g, "$1").replace(/\bN\.(\w+)/g, "coalesce($1, 0)") };
}

const persons = (inner: string) => both(`select count(*) from (${inner})`);

/** From easy to hard. */
export const questions: Question[] = [
  {
    name: "property equality",
    definition: one(property("plan", "gold")),
    ...both("select count(*) from people where P.plan = 'gold'"),
  },
  {
    name: "did once in 30 days",
    definition: one(did("Product Viewed", { when: last(30) })),
    ...both(`select count(distinct person_id) from events where ${viewed} and ${since(30)}`),
  },
  {
    name: "did 3 times in 30 days, in the US",
    definition: one(did("Product Viewed", { when: last(30), measure: count(3) }), {
      kind: "field",
      field: "country",
      test: text("equals", "US"),
    }),
    ...persons(`select person_id from events where ${viewed} and ${since(30)} group by 1 having count(*) >= 3
      intersect select id from people where P.country = 'US'`),
  },
  {
    name: "sum in 90 days",
    definition: one(
      did("Charged", {
        when: last(90),
        measure: { of: "sum", path: ["amount"], is: { op: "greater_than", value: 300 } },
      }),
    ),
    ...persons(`select person_id from events where ${track("Charged")} and ${since(90)}
      group by 1 having sum(N.amount) > 300`),
  },
  {
    name: "average in 30 days",
    definition: one(
      did("Product Viewed", {
        when: last(30),
        measure: { of: "average", path: ["price"], is: { op: "greater_than", value: 120 } },
      }),
    ),
    ...persons(
      `select person_id from events where ${viewed} and ${since(30)} group by 1 having avg(N.price) > 120`,
    ),
  },
  {
    name: "distinct in 30 days",
    definition: one(
      did("Product Viewed", {
        when: last(30),
        measure: { of: "distinct", path: ["product_id"], is: atLeast(5) },
      }),
    ),
    ...persons(`select person_id from events where ${viewed} and ${since(30)}
      group by 1 having count(distinct P.product_id) >= 5`),
  },
  {
    name: "first time in 30 days",
    definition: one(did("Charged", { when: last(30), measure: { of: "first" } })),
    ...persons(`select person_id from events where ${track("Charged")} group by 1
      having min("timestamp") >= ${daysAgo[30]} and min("timestamp") <= ${now}`),
  },
  {
    name: "last time in 60 days, and not in the cart",
    definition: one(
      did("Product Viewed", { when: last(60), measure: { of: "last" } }),
      did("Added To Cart", { not: true }),
    ),
    ...persons(`select person_id from events where ${viewed} group by 1
      having max("timestamp") >= ${daysAgo[60]} and max("timestamp") <= ${now}
      except select person_id from events where ${track("Added To Cart")}`),
  },
  {
    name: "constant: viewed twice in 14 days, not put in the cart",
    definition: {
      groups: [
        {
          conditions: [
            did("Product Viewed", { when: last(14), measure: count(2) }),
            did("Added To Cart", { not: true, when: last(14) }),
          ] as never,
          constant: { path: ["product_id"] },
        },
      ],
    },
    ...both(`select count(distinct person_id) from (
      select person_id, P.product_id as product from events where ${viewed} and ${since(14)} and P.product_id is not null
        group by 1, 2 having count(*) >= 2
      except select person_id, P.product_id from events where ${track("Added To Cart")} and ${since(14)})`),
  },
  {
    name: "inaction: not charged within 10 minutes of the cart",
    definition: one({
      kind: "inaction",
      did: { events: [{ name: "Added To Cart" }] },
      didNot: { events: [{ name: "Charged" }] },
      within: { count: 10, unit: "minutes" },
      when: last(7),
    }),
    // Nothing undid it since: the newest time in the cart is not followed by a payment.
    ...persons(`with cart as (select person_id, max("timestamp") as at from events
        where ${track("Added To Cart")} and ${since(7)} and "timestamp" <= ${now} - interval 10 minutes group by 1),
      paid as (select person_id, max("timestamp") as at from events where ${track("Charged")} group by 1)
      select person_id from cart left join paid using (person_id) where paid.at is null or paid.at < cart.at`),
  },
  {
    name: "mostly a category in 60 days",
    definition: one(
      did("Product Viewed", {
        when: last(60),
        measure: { of: "mostly", path: ["category"], test: text("equals", "Shoes"), share: "most" },
      }),
    ),
    ...persons(`select person_id from (select person_id, P.category as category, count(*) as n from events
        where ${viewed} and ${since(60)} group by 1, 2)
      group by 1 having max(n) filter (where category = 'Shoes') = max(n)`),
  },
  {
    name: "nested: all of it",
    definition: {
      groups: [
        {
          match: "any",
          conditions: [
            property("plan", "gold"),
            { kind: "field", field: "gender", test: text("equals", "female") },
            did("Charged", {
              when: last(30),
              measure: { of: "sum", path: ["amount"], is: { op: "greater_than", value: 500 } },
            }),
          ] as never,
        },
        {
          conditions: [
            { kind: "field", field: "language", test: text("equals", "en") },
            { kind: "reachable", channel: "email" },
            did("Product Viewed", {
              when: last(30),
              measure: count(2),
              where: [{ path: ["category"], test: text("equals", "Shoes") }],
            }),
            did("Charged", { not: true, when: last(7) }),
          ] as never,
        },
      ],
    },
    ...persons(`select id from people where email is not null
        and (P.plan = 'gold' or lower(P.gender) in ('f', 'female')
          or id in (select person_id from events where ${track("Charged")} and ${since(30)} group by 1 having sum(N.amount) > 500))
        and regexp_replace(lower(coalesce(P.locale, context->>'locale')), '^([a-z]{2,3})[-_].*$', '\\1') = 'en'
      intersect select person_id from events where ${viewed} and ${since(30)} and P.category = 'Shoes'
        group by 1 having count(*) >= 2
      except select person_id from events where ${track("Charged")} and ${since(7)}`),
  },
];
