import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../events/contexts.ts";
import { daysCountedUpTo, eventDays } from "../../events/event-days.ts";
import { advance } from "../../events/log.ts";
import { type Done, people } from "../../testing/asked-people.ts";
import { testDatabase } from "../../testing/database.ts";
import { type IngestGround, ingestGround, sender } from "../../testing/ingest.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { type Condition, type Definition, definition } from "../definition.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { type Scope, sqlValues } from "../sql/sql-values.ts";

const database = testDatabase();
/** Noon of the second day after Berlin put its clocks forward. */
const now = new Date("2026-03-31T10:00:00.000Z");

/** How far the counting of days has come of what was told: each a workspace of its own that was told the same. */
const progress = ["nothing", "half", "all"] as const;
type Progress = (typeof progress)[number];
const grounds = new Map<Progress, IngestGround>();

/** Tells a workspace everything in three calls: later events come from a phone that is known as theirs only at the end. */
async function told(counted: Progress): Promise<IngestGround> {
  const ground = await ingestGround(database.db);
  const { workspaceId, ctx } = ground;
  const send = sender(ctx, ground.key);
  const tell = async (batch: object[]) => expect((await send("batch", { batch })).status).toBe(200);
  const rollUp = async () => {
    await othersAreDone(database.db);
    expect(await advance(ctx, eventDays, workspaceId)).toBe(true);
  };
  const consumers = [contexts.name, eventDays.name];
  await database.db.prisma.eventCursor.createMany({
    data: consumers.map((consumer) => ({ workspaceId, consumer })),
  });
  const everything = Object.entries(people);
  const tracked = ([event, timestamp, properties]: Done) => ({ type: "track", event, timestamp, properties });
  const phone = (userId: string) => ({ anonymousId: `phone of ${userId}` });
  const identify = { type: "identify", timestamp: "2026-01-01T00:00:00Z" };
  await tell(
    everything.flatMap(([userId, { traits, context = {}, did = [], pages = [] }]) => [
      { ...identify, userId, traits: traits ?? {}, context },
      ...did.slice(0, 1).map((each) => ({ ...tracked(each), userId })),
      ...did.slice(1, 2).map((each) => ({ ...tracked(each), ...phone(userId) })),
      ...pages.map(([name, timestamp, properties]) => ({
        type: "page",
        userId,
        name,
        timestamp,
        properties,
      })),
    ]),
  );
  if (counted !== "nothing") {
    await rollUp();
  }
  await tell(
    everything.flatMap(([userId, { did = [] }]) =>
      did.slice(2).map((each) => ({ ...tracked(each), ...phone(userId) })),
    ),
  );
  if (counted === "all") {
    await rollUp();
  }
  await tell(everything.map(([userId]) => ({ ...identify, userId, ...phone(userId) })));
  await othersAreDone(database.db);
  expect(await advance(ctx, contexts, workspaceId)).toBe(true);
  return ground;
}

beforeAll(async () => {
  for (const each of progress) {
    grounds.set(each, await told(each));
  }
});

/** Ids of users of a workspace whom a definition means, in order. */
async function asked(workspaceId: string, input: unknown, only: string[] | null): Promise<string[]> {
  const values = sqlValues([workspaceId]);
  const scope: Scope = {
    values,
    moment: { now, zone: "Europe/Berlin" },
    workspace: "$1::uuid",
    only: only && values.add(only, "uuid[]"),
    counted: only ? null : await daysCountedUpTo(database.db, workspaceId),
    members: (_, id) =>
      `select p.id from people p where p.workspace_id = $1::uuid and p.user_id = ${values.add(id, "text")}`,
  };
  const query = definitionPeople(definition.parse(input) as Definition, scope);
  const rows = await database.db.sql<{ user_id: string }>(
    `select user_id from people where id in (${query}) order by user_id`,
    values.all,
  );
  return rows.map((row) => row.user_id);
}

/** Whom a definition means, however much is counted by day, and asked about one at a time. */
async function meant(input: unknown): Promise<string[]> {
  const found: string[][] = [];
  for (const { workspaceId } of grounds.values()) {
    found.push(await asked(workspaceId, input, null));
  }
  const { workspaceId } = grounds.get("all") as IngestGround;
  const all = await database.db.sql<{ id: string }>(
    "select id from people where workspace_id = $1::uuid order by user_id",
    [workspaceId],
  );
  const singly: string[] = [];
  for (const { id } of all) {
    singly.push(...(await asked(workspaceId, input, [id])));
  }
  const [first = []] = found;
  expect([...found, singly]).toEqual(Array(progress.length + 1).fill(first));
  return first;
}

it("is asked with nothing, half and all counted by day, some of it of people who became one since", async () => {
  const rows = await database.db.sql<{ workspaceId: string; days: number; merges: number }>(
    `select w::text as "workspaceId",
       (select coalesce(sum(count), 0)::int from event_days where workspace_id = w) as days,
       (select count(*)::int from person_merges where workspace_id = w and events_moved > 0) as merges
     from unnest($1::uuid[]) w`,
    [[...grounds.values()].map(({ workspaceId }) => workspaceId)],
  );
  expect(rows.map(({ days, merges }) => [days, merges])).toEqual([
    [0, 3],
    [7, 3],
    [9, 3],
  ]);
});

const everybody = Object.keys(people);
const one = (condition: object): object => ({ groups: [{ conditions: [condition] }] });
const text = (op: string, value: string) => ({ type: "text", op, value });
const field = (key: string, test: object) => ({ kind: "field", field: key, test });
const did = (event: string, more: object = {}) => ({ kind: "did", events: [{ name: event }], ...more });
const shoes = { path: ["category"], test: text("equals", "Shoes") };
const count = (op: string, value: number) => ({ of: "count", is: { op, value } });

describe("who", () => {
  it.each<[string, object, string[]]>([
    ["a property", { kind: "property", path: ["plan"], test: text("equals", "gold") }, ["ada"]],
    [
      "its denial takes those without it",
      { kind: "property", path: ["plan"], test: text("not_equals", "gold") },
      ["ben", "cleo", "dan", "eve"],
    ],
    [
      "not of a condition is everybody else",
      { kind: "property", not: true, path: ["plan"], test: text("contains", "gold") },
      ["cleo", "dan", "eve"],
    ],
    ["one of several values", { kind: "property", path: ["tags"], test: text("equals", "vip") }, ["ada"]],
    [
      "gender as it is spelt",
      { kind: "field", field: "gender", test: text("equals", "female") },
      ["ada", "cleo"],
    ],
    [
      "a gender that only begins like one",
      { kind: "field", field: "gender", test: text("equals", "fluid") },
      ["eve"],
    ],
    ...["street", "floor"].map((key): [string, object, string[]] => [
      `null and an empty text are not set, deep in a property too: ${key}`,
      { kind: "property", path: ["address", key], test: { type: "any", op: "is_set" } },
      [],
    ]),
    [
      "nor is a list of nothing else",
      { kind: "property", path: ["notes"], test: { type: "any", op: "is_not_set" } },
      ["ada", "ben", "cleo", "dan", "eve"],
    ],
    [
      "an object is set, whatever is in it",
      { kind: "property", path: ["address"], test: { type: "any", op: "is_set" } },
      ["eve"],
    ],
    ...(
      [
        ["email", text("equals", "Ada@Example.COM"), ["ada"]],
        [
          "email",
          { type: "text", op: "none_of", values: ["BEN@example.com"] },
          ["ada", "cleo", "dan", "eve"],
        ],
        ["phone", text("equals", "+49 170 (0000)"), ["cleo"]],
        ["gender", text("equals", "Female"), ["ada", "cleo"]],
        ["gender", { type: "text", op: "any_of", values: ["M", "Fluid"] }, ["ben", "eve"]],
        ["language", text("not_equals", "EN"), ["cleo", "dan"]],
        ["language", text("equals", "en-US"), ["ada", "ben", "eve"]],
        ["language", { type: "text", op: "none_of", values: ["EN_gb", "fr"] }, ["cleo", "dan"]],
      ] as const
    ).map(([key, test, expected]): [string, object, string[]] => [
      `what is kept in one spelling, however it is asked for: ${key} ${JSON.stringify(test)}`,
      field(key, test),
      [...expected],
    ]),
    ...(
      [
        ["firmware", { type: "version", op: "less_than", value: "4.10" }],
        ["maker", text("starts_with", "ac")],
        ["size", { type: "number", op: "between", values: [4, 5] }],
        ["on", { type: "boolean", op: "equals", value: true }],
        ["since", { type: "date", op: "days_ago", value: 1 }],
      ] as const
    ).map(([key, test]): [string, object, string[]] => [
      `a ${test.type} deep in a property`,
      { kind: "property", path: ["kit", key], test },
      ["eve"],
    ]),
    ["the operating system", field("os", text("equals", "iOS")), ["ada"]],
    [
      "a version of the app",
      field("app_version", { type: "version", op: "less_than", value: "4.10" }),
      ["eve"],
    ],
    ["where they are", field("city", text("equals", "Boston")), ["ada"]],
    [
      "their age by their birthday, whatever age is told, in the workspace's days",
      field("age", { type: "number", op: "equals", value: 29 }),
      ["eve"],
    ],
    [
      "whether a device is known",
      field("device_model", { type: "any", op: "is_not_set" }),
      ["ben", "cleo", "dan", "eve"],
    ],
    [
      "when they were first seen",
      field("first_seen", { type: "date", op: "before", value: "2026-01-02" }),
      ["ada", "ben", "cleo", "dan", "eve"],
    ],
    ["a device that takes push messages", { kind: "reachable", channel: "push" }, ["ada"]],
    [
      "language whatever the country",
      { kind: "field", field: "language", test: text("equals", "en") },
      ["ada", "ben", "eve"],
    ],
    ["an e-mail address", { kind: "reachable", channel: "email" }, ["ada", "ben"]],
    ["a telephone", { kind: "reachable", channel: "sms" }, ["cleo"]],
    ["unsubscribed", { kind: "unsubscribed", channel: "email" }, ["ben"]],
    ["in another segment", { kind: "segment", segmentId: "01a2136a-bbd6-744e-a70a-0f2fa5aafa56" }, []],
  ])("%s", async (_, condition, expected) => {
    expect(await meant(one(condition))).toEqual(expected);
  });
});

describe("did", () => {
  it.each<[string, object, string[]]>([
    ["an event", did("Product Viewed"), ["ada", "ben", "dan"]],
    ["not an event", did("Product Viewed", { not: true }), ["cleo", "eve"]],
    [
      "any of several",
      { kind: "did", events: [{ name: "Sale Opened" }, { name: "Pricing", type: "page" }] },
      ["cleo", "dan"],
    ],
    ["a page of any name", { kind: "did", events: [{ name: null, type: "page" }] }, ["cleo"]],
    ["with a property", did("Product Viewed", { where: [shoes] }), ["ada", "ben"]],
    [
      "with a property of any item",
      did("Order Completed", { where: [{ path: ["products", "category"], test: text("equals", "Hats") }] }),
      ["ada"],
    ],
    ["so often", did("Product Viewed", { measure: count("greater_than_equals", 2) }), ["ada", "ben"]],
    ["less often, but at least once", did("Product Viewed", { measure: count("less_than", 2) }), ["dan"]],
    [
      "a sum in which what is no number counts 0",
      did("Product Viewed", {
        measure: { of: "sum", path: ["price"], is: { op: "between", values: [30, 70] } },
      }),
      ["ada", "ben"],
    ],
    [
      "an average in which what is missing counts 0",
      did("Product Viewed", {
        measure: { of: "average", path: ["price"], is: { op: "less_than", value: 16 } },
      }),
      ["ben", "dan"],
    ],
    [
      "different values",
      did("Product Viewed", {
        measure: { of: "distinct", path: ["product_id"], is: { op: "equals", value: 1 } },
      }),
      ["ben", "dan"],
    ],
    ...[2, 1].map((value): [string, object, string[]] => [
      `different values of the items of lists: ${value}`,
      did("Order Completed", {
        measure: { of: "distinct", path: ["products", "product_id"], is: { op: "equals", value } },
      }),
      value === 2 ? ["ada"] : ["ben"],
    ]),
    [
      "different values of a list, each once",
      did("Sale Opened", {
        measure: { of: "distinct", path: ["tags"], is: { op: "equals", value: 2 } },
      }),
      ["dan"],
    ],
    ...[["nothing"], ["nothing", "here"]].map((path): [string, object, string[]] => [
      `no value at all is none that differs: ${path.join(".")}`,
      did("Product Viewed", { measure: { of: "distinct", path, is: { op: "less_than", value: 1 } } }),
      ["ada", "ben", "dan"],
    ]),
    [
      "the first time in a period",
      did("Product Viewed", {
        measure: { of: "first" },
        when: { kind: "days", from: "2026-03-30", to: "2026-03-31" },
      }),
      ["ada", "dan"],
    ],
    [
      "the last time in a period",
      did("Product Viewed", {
        measure: { of: "last" },
        when: { kind: "days", from: "2026-03-29", to: "2026-03-30" },
      }),
      ["ben"],
    ],
    [
      "mostly, a value",
      did("Product Viewed", {
        measure: { of: "mostly", path: ["category"], test: text("equals", "Shoes"), share: "most" },
      }),
      ["ada", "ben"],
    ],
    ...["red", "blue"].map((value): [string, object, string[]] => [
      `mostly, a value of lists: ${value}`,
      did("Sale Opened", {
        measure: { of: "mostly", path: ["tags"], test: text("equals", value), share: "most" },
      }),
      value === "red" ? ["dan"] : [],
    ]),
    [
      "a sum of what stands in lists",
      did("Order Completed", {
        measure: { of: "sum", path: ["products", "price"], is: { op: "equals", value: 0 } },
      }),
      ["ada", "ben"],
    ],
    [
      "at least so many percent",
      did("Product Viewed", {
        measure: { of: "mostly", path: ["category"], test: text("equals", "Shoes"), share: 60 },
      }),
      ["ben"],
    ],
    [
      "mostly on a weekday",
      did("Product Viewed", { measure: { of: "mostly_weekdays", weekdays: [2], share: "most" } }),
      ["ada", "ben", "dan"],
    ],
    [
      "mostly at an hour",
      did("Product Viewed", { measure: { of: "mostly_hours", hours: { from: 0, to: 10 }, share: 100 } }),
      ["ben"],
    ],
  ])("%s", async (_, condition, expected) => {
    expect(await meant(one(condition))).toEqual(expected);
  });

  it.each<[string, object, string[]]>([
    ["absolute days are the workspace's", { kind: "days", from: "2026-03-29", to: "2026-03-29" }, ["ben"]],
    [
      "the last day begins at the same time of day",
      { kind: "last", span: { count: 1, unit: "days" } },
      ["ada", "dan"],
    ],
    ["the last minutes", { kind: "last", span: { count: 5, unit: "minutes" } }, ["dan"]],
    ["between days ago", { kind: "days_ago", from: 2, to: 1 }, ["ada", "ben"]],
    ["three weeks to two weeks ago", { kind: "days_ago", from: 21, to: 14 }, ["ben"]],
  ])("%s", async (_, when, expected) => {
    expect(await meant(one(did("Product Viewed", { when })))).toEqual(expected);
  });

  it("hours and weekdays are of the workspace's clock, over midnight too", async () => {
    expect(await meant(one(did("Product Viewed", { hours: { from: 22, to: 2 } })))).toEqual(["ben"]);
    expect(await meant(one(did("Product Viewed", { hours: { from: 11, to: 12 } })))).toEqual(["ada", "dan"]);
    expect(await meant(one(did("Product Viewed", { weekdays: [7] })))).toEqual(["ben"]);
  });
});

describe("a constant property", () => {
  const viewed = did("Product Viewed");
  const bought = (not: boolean) => did("Order Completed", { not });
  const constant = { path: ["product_id"] };

  it("holds one value equal across the events", async () => {
    expect(
      await meant({
        groups: [{ conditions: [viewed, did("Product Viewed", { where: [shoes] })], constant }],
      }),
    ).toEqual(["ada", "ben"]);
    // Nobody's orders have the property itself, only its items do: nothing was bought, so everybody who looked did not buy.
    expect(await meant({ groups: [{ conditions: [viewed, bought(true)], constant }] })).toEqual([
      "ada",
      "ben",
      "dan",
    ]);
    const again = did("Product Viewed", { measure: count("greater_than_equals", 2) });
    expect(
      await meant({ groups: [{ conditions: [again, did("Product Viewed", { where: [shoes] })], constant }] }),
    ).toEqual(["ben"]);
  });

  it("takes each value of a list, and one that stands in it twice for one event", async () => {
    const opened = (times: number) => did("Sale Opened", { measure: count("greater_than_equals", times) });
    const asked = (times: number) => ({
      groups: [{ conditions: [opened(times), did("Sale Opened")], constant: { path: ["tags"] } }],
    });
    expect(await meant(asked(1))).toEqual(["dan"]);
    expect(await meant(asked(2))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["one event", { conditions: [viewed], constant }, "constant"],
    [
      "nothing done",
      { conditions: [did("A", { not: true }), did("B", { not: true })], constant },
      "constant",
    ],
    ["any of the conditions", { match: "any", conditions: [viewed, bought(true)], constant }, "constant"],
  ])("is refused for %s", (_, group, field) => {
    const { error } = definition.safeParse({ groups: [group] });
    expect(error?.issues.map(({ path }) => path.at(-1))).toEqual([field]);
  });
});

describe("groups", () => {
  const gold: object = { kind: "property", path: ["plan"], test: text("contains", "gold") };
  const female: object = { kind: "field", field: "gender", test: text("equals", "female") };
  it("conditions and groups are joined by all and any", async () => {
    const of = (match: string, ...conditions: object[]) => ({ match, conditions });
    expect(await meant({ groups: [of("all", gold, female)] })).toEqual(["ada"]);
    expect(await meant({ groups: [of("any", gold, female)] })).toEqual(["ada", "ben", "cleo"]);
    const parts = [of("any", gold, female), of("all", did("Product Viewed"))];
    expect(await meant({ groups: parts })).toEqual(["ada", "ben"]);
    expect(await meant({ match: "any", groups: parts })).toEqual(["ada", "ben", "cleo", "dan"]);
  });

  it("a condition and its negation part everybody in two", async () => {
    const conditions: Omit<Condition, "not">[] = [
      gold,
      female,
      did("Order Completed"),
      did("Product Viewed", { measure: count("greater_than", 1) }),
    ] as never;
    for (const condition of conditions) {
      const yes = await meant(one(condition));
      const no = await meant(one({ ...condition, not: true }));
      expect([...yes, ...no].sort()).toEqual(everybody);
      expect(yes.length * no.length).toBeGreaterThan(0);
    }
  });
});
