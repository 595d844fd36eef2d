import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { definition } from "../definition.ts";
import { checkPerson } from "../verbs/check-person.ts";
import { listKnownValues } from "../verbs/list-known-values.ts";

const database = testDatabase();
let ground: SegmentGround;

beforeEach(async () => {
  ground = await segmentGround(database.db, "2026-11-20T12:00:00.000Z");
});

const track = (userId: string, event: string, properties: JsonObject = {}) => ({
  type: "track",
  userId,
  event,
  properties,
});
const one = (...conditions: object[]) => ({ groups: [{ conditions }] });
const did = (name: string, more: object = {}) => ({ kind: "did", events: [{ name }], ...more });

/** Whom a definition means, of past behaviour and as a live segment. */
async function meant(given: unknown): Promise<string[]> {
  const past = await ground.make("past", given);
  const live = await ground.make("live", given);
  await ground.refresh();
  const found = await ground.members(past.id);
  expect(await ground.members(live.id)).toEqual(found);
  return found;
}

/** What the check of a person saw of each condition of the first group. */
async function seen(given: unknown, userId: string) {
  const [person] = await database.db.sql<{ id: string }>(
    "select id::text from people where workspace_id = $1::uuid and user_id = $2",
    [ground.workspaceId, userId],
  );
  const asked = { definition: definition.parse(given), personId: person?.id ?? "" };
  return (await checkPerson(ground.ctx, asked)).groups[0]?.conditions ?? [];
}

it("an average over items is of each item's number, where nothing counts as 0", async () => {
  const items = (...prices: number[]) => ({ items: prices.map((price) => ({ price })), prices });
  await ground.batch(track("ada", "Bought", items(10, 20, 30)));
  await ground.batch(track("ben", "Bought", items(10, 20, 60)), track("ben", "Bought", items()));
  await ground.batch(track("cleo", "Bought", items(60)), track("cleo", "Bought"));
  const average = (path: string[], value: number) =>
    one(did("Bought", { measure: { of: "average", path, is: { op: "equals", value } } }));
  for (const path of [["items", "price"], ["prices"]]) {
    expect(await meant(average(path, 20))).toEqual(["ada"]);
    expect(await meant(average(path, 22.5))).toEqual(["ben"]);
    expect(await meant(average(path, 30))).toEqual(["cleo"]);
    expect(await seen(average(path, 20), "ada")).toMatchObject([{ verdict: "met", seen: 20 }]);
  }
});

it("everybody is in one lasting bucket of a thousand, by their id alone", async () => {
  const users = Array.from({ length: 60 }, (_, place) => `user ${String(place).padStart(2, "0")}`);
  await ground.batch(...users.map((userId) => ({ type: "identify", userId })));
  const rows = await database.db.sql<{ id: string; userId: string }>(
    `select id::text, user_id as "userId" from people where workspace_id = $1::uuid order by user_id`,
    [ground.workspaceId],
  );
  const buckets = rows.map(({ id, userId }) => {
    const hash = createHash("sha256")
      .update("bucket")
      .update(Buffer.from(id.replaceAll("-", ""), "hex"));
    return { userId, bucket: hash.digest().readUInt32BE() % 1_000 };
  });
  const between = (low: number, high: number) =>
    one({ kind: "field", field: "bucket", test: { type: "number", op: "between", values: [low, high] } });
  const expected = (low: number, high: number) =>
    buckets.filter(({ bucket }) => bucket >= low && bucket <= high).map(({ userId }) => userId);
  expect(await meant(between(0, 499))).toEqual(expected(0, 499));
  expect(await meant(between(0, 999))).toEqual(users);
  const [first] = buckets;
  expect(await seen(between(0, 999), first?.userId ?? "")).toMatchObject([{ seen: first?.bucket }]);

  const { id } = await ground.make("live", between(500, 999));
  await ground.refresh();
  await ground.follow();
  await ground.batch({ type: "identify", userId: "user 99" });
  await ground.follow();
  expect(await ground.members(id)).toEqual(await meant(between(500, 999)));
});

it("names and keys are asked for as they were sent: with blanks at an end, and with dots", async () => {
  await ground.batch(
    track("ada", "Bought ", { " plan": "gold", "utm.source": "mail" }),
    track("ben", "Bought"),
  );
  const is = (path: string[], value: string) => ({ path, test: { type: "text", op: "equals", value } });
  const sent = did("Bought ", { where: [is([" plan"], "gold"), is(["utm.source"], "mail")] });
  expect(await meant(one(sent))).toEqual(["ada"]);
  expect(await meant(one(did("Bought")))).toEqual(["ben"]);
  const asked = { type: "track" as const, event: "Bought ", path: "utm\\.source" };
  expect((await listKnownValues(ground.ctx, asked)).items).toEqual([{ value: "mail", count: 1 }]);
});

describe("a birthday is the day that was sent, west of UTC too", () => {
  const birthdays: [string, JsonObject][] = [
    ["clevertap", { DOB: "$D_659059200" }],
    ["day", { birthday: "1990-11-20" }],
    ["eve", { birthday: "", dob: "1990-11-20" }],
    ["instant", { birthday: "1990-11-20T00:00:00.000Z" }],
    ["moment", { birthday: "1990-11-20T02:00:00.000Z" }],
  ];
  const told = async (now: string) => {
    ground.clock.set(now);
    await database.db.prisma.workspace.update({
      where: { id: ground.workspaceId },
      data: { timeZone: "America/New_York" },
    });
    await ground.batch(...birthdays.map(([userId, traits]) => ({ type: "identify", userId, traits })));
  };

  it("for its return every year", async () => {
    await told("2026-11-20T17:00:00.000Z");
    const today = (key: string) =>
      one({ kind: "property", path: [key], test: { type: "date", op: "days_ago", value: 0, yearly: true } });
    expect(await meant(today("birthday"))).toEqual(["day", "instant"]);
    expect(await meant(today("DOB"))).toEqual(["clevertap"]);
  });

  it.each([
    ["2026-11-20T04:59:00.000Z", ["moment"]],
    ["2026-11-20T05:00:00.000Z", ["clevertap", "day", "eve", "instant", "moment"]],
  ])("for the age: at %s 36 are %j", async (now, expected) => {
    await told(now);
    const test = { type: "number", op: "equals", value: 36 };
    expect(await meant(one({ kind: "field", field: "age", test }))).toEqual(expected);
  });
});

it("the check of a person tells the first and the last time that there was, wherever they lie", async () => {
  const times = ["2026-10-01T00:00:00.000Z", "2026-11-18T00:00:00.000Z"];
  await ground.batch(...times.map((timestamp) => ({ ...track("ada", "Bought"), timestamp })));
  const [first, last] = times;
  const lately = (of: string) =>
    one(did("Bought", { measure: { of }, when: { kind: "last", span: { count: 7, unit: "days" } } }));
  const all = { count: 2, first, last };
  expect(await seen(lately("first"), "ada")).toMatchObject([{ verdict: "not_met", ...all }]);
  expect(await seen(lately("last"), "ada")).toMatchObject([{ verdict: "met", ...all }]);
});

describe("null, an empty text and a list of them are no value", () => {
  const nothings: [string, JsonObject][] = [
    ["a", {}],
    ["b", { sku: null }],
    ["c", { sku: "" }],
    ["d", { sku: [] }],
    ["e", { sku: [null] }],
    ["f", { sku: [""] }],
  ];

  it("so that a constant property is not the same by them", async () => {
    await ground.batch(...nothings.map(([who, what]) => track(who, "Viewed", what)));
    await ground.batch(track("x", "Viewed", { sku: ["", 7] }), track("y", "Viewed", { sku: 7 }));
    await ground.batch(track("y", "Bought", { sku: 7 }));
    const conditions = [did("Viewed"), did("Bought", { not: true })];
    expect(await meant({ groups: [{ conditions, constant: { path: ["sku"] } }] })).toEqual(["x"]);
  });

  it("and none that differs", async () => {
    await ground.batch(...nothings.map(([who, what]) => track(who, "Viewed", what)));
    await ground.batch(track("x", "Viewed", { sku: ["", 7] }));
    const differing = (op: string) =>
      one(did("Viewed", { measure: { of: "distinct", path: ["sku"], is: { op, value: 1 } } }));
    expect(await meant(differing("greater_than_equals"))).toEqual(["x"]);
    expect(await meant(differing("less_than"))).toEqual(nothings.map(([who]) => who));
    expect(await seen(differing("less_than"), "c")).toMatchObject([{ verdict: "met", seen: 0 }]);
    expect(await seen(differing("less_than"), "x")).toMatchObject([{ verdict: "not_met", seen: 1 }]);
  });

  it("nor the value that is there mostly", async () => {
    await ground.batch(track("ada", "Viewed", { sku: "" }), track("ada", "Viewed", { sku: "" }));
    await ground.batch(track("ada", "Viewed", { sku: "seven" }));
    const test = { type: "text", op: "equals", value: "seven" };
    const mostly = { of: "mostly", path: ["sku"], test, share: "most" };
    expect(await meant(one(did("Viewed", { measure: mostly })))).toEqual(["ada"]);
  });
});
