import { describe, expect, it, test } from "vitest";
import type { Json, JsonObject } from "../../../kernel/json.ts";
import { mapCall } from "../map.ts";

const off = { trackAnonymous: false, objectIdMapping: false };
const anonymous = { trackAnonymous: true, objectIdMapping: false };
const on = { trackAnonymous: true, objectIdMapping: true };
const event = (record: JsonObject, user: string | null = "u") => ({
  records: [{ kind: "event", record: { type: "event", ...record }, user }],
});
const of = (call: JsonObject, settings = off) => mapCall({ userId: "u", ...call }, settings);
const page = (call: JsonObject) => of({ type: "page", ...call });
const screen = (call: JsonObject) => of({ type: "screen", ...call });
const track = (properties: Json, name: Json = "Viewed") => of({ type: "track", event: name, properties });
const named = (evtName: string, evtData: JsonObject = {}) => event({ evtName, identity: "u", evtData });

describe.each([
  ["page", "Web Page Viewed"],
  ["screen", "Screen Viewed"],
])("a %s", (type, what) => {
  const map = (call: JsonObject) => of({ type, ...call });
  it.each<[string, JsonObject, string]>([
    ["event", { event: "E", name: "N", properties: { event: "PE", name: "PN" } }, "E"],
    ["properties.event", { name: "N", properties: { event: "PE", name: "PN" } }, "PE"],
    ["name", { name: "N", properties: { name: "PN" } }, "N"],
    ["properties.name", { name: "", properties: { name: "PN" } }, "PN"],
  ])("is named by %s in its turn", (_name, call, which) => {
    expect(map(call)).toStrictEqual(named(`${what}: ${which}`, (call.properties ?? {}) as JsonObject));
  });

  test("without any name has its bare one", () => {
    expect(map({})).toStrictEqual(named(what));
    expect(map({ name: null, event: "" })).toStrictEqual(named(what));
  });

  it.each<[Json, string]>([
    [7, "7"],
    [0, "0"],
    [{ a: 1 }, '{"a":1}'],
  ])("named %j is named %s", (name, text) => {
    expect(map({ name })).toStrictEqual(named(`${what}: ${text}`));
  });

  test("is never an order", () => {
    expect(map({ event: "Order Completed" })).toStrictEqual(named(`${what}: Order Completed`));
  });
});

test("the example of the contract", () => {
  expect(screen({ name: "Cart", properties: { items: ["a", "b"], total: 20 } })).toStrictEqual(
    named("Screen Viewed: Cart", { items: '["a","b"]', total: 20 }),
  );
});

describe("a tracked event", () => {
  test("keeps its name", () => {
    expect(track({ n: 1 }, "Product viewed – é")).toStrictEqual(named("Product viewed – é", { n: 1 }));
  });

  it.each([null, ""])("without a name (%j) is an error", (name) => {
    expect(track({}, name)).toStrictEqual({ error: 'Missing required value from "event"' });
  });

  test("without the field event is an error, also where the properties name one", () => {
    const call = { type: "track", name: "N", properties: { event: "PE" } };
    expect(of(call)).toStrictEqual({ error: 'Missing required value from "event"' });
  });

  it.each<[Json, string]>([
    [123, "123"],
    [0, "0"],
    [false, "false"],
    [["a"], '["a"]'],
  ])("named %j has the name %j", (name, text) => {
    expect(track({}, name)).toStrictEqual(named(text));
  });
});

describe("properties of an event", () => {
  test("are all kept, those that named it or its time too", () => {
    const properties = {
      ts: 1_767_225_600,
      name: "Cart",
      event: "E",
      n: null,
      empty: "",
      no: false,
      zero: 0,
    };
    expect(page({ properties })).toStrictEqual(
      event({ evtName: "Web Page Viewed: E", identity: "u", ts: 1_767_225_600, evtData: properties }),
    );
  });

  test("that are lists or objects become JSON text, also Items of another event", () => {
    const properties = { Items: [{ a: 1 }], o: { b: [2] }, e: [], s: "s" };
    const evtData = { Items: '[{"a":1}]', o: '{"b":[2]}', e: "[]", s: "s" };
    expect(track(properties)).toStrictEqual(named("Viewed", evtData));
    expect(track(properties, "charged")).toStrictEqual(named("charged", evtData));
  });

  test("Items stay a list in an event called Charged, and no other list does", () => {
    expect(track({ Items: [{ a: { b: 1 } }], items: [1] }, "Charged")).toStrictEqual(
      named("Charged", { Items: [{ a: { b: 1 } }], items: "[1]" }),
    );
  });

  it.each([undefined, null, "text", 7, ["a"], true])("are none where they are %j", (properties) => {
    const call = { type: "track", event: "Viewed", ...(properties !== undefined && { properties }) };
    expect(of(call)).toStrictEqual(named("Viewed"));
  });

  test("with a key like a built-in one reach no prototype", () => {
    const properties = JSON.parse('{"__proto__":{"polluted":1},"constructor":"Ferrari","list":[1]}');
    const mapped = track(properties);
    const data = mapped.records?.[0]?.record.evtData as JsonObject;
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(data.polluted).toBeUndefined();
    expect(data.constructor).toBe("Ferrari");
    expect(data.list).toBe("[1]");
  });
});

describe("ts of an event", () => {
  it.each<[string, Json, JsonObject]>([
    ["a date", "2026-01-01T00:01:00Z", { ts: 1_767_225_660 }],
    ["seconds", 1_767_225_660, { ts: 1_767_225_660 }],
    ["milliseconds", 1_767_225_660_000, { ts: 1_767_225_660_000 }],
    ["no date", "later", {}],
  ])("from properties.ts: %s", (_name, ts, expected) => {
    expect(track({ ts })).toStrictEqual(
      event({ evtName: "Viewed", identity: "u", ...expected, evtData: { ts } }),
    );
  });

  test("is never the call's own time, nor that of traits", () => {
    const call = { type: "track", event: "Viewed", timestamp: "2026-01-01", traits: { ts: 1 } };
    expect(of(call)).toStrictEqual(named("Viewed"));
  });
});

describe.each([
  ["track", "Viewed"],
  ["page", "Web Page Viewed: Viewed"],
  ["screen", "Screen Viewed: Viewed"],
])("the user of a %s", (type, evtName) => {
  const map = (ids: JsonObject, settings: typeof off) => mapCall({ type, event: "Viewed", ...ids }, settings);
  const by = (root: JsonObject, user: string | null) => event({ evtName, ...root, evtData: {} }, user);

  test("is the user ID", () => {
    expect(map({ userId: "u", anonymousId: "a" }, off)).toStrictEqual(by({ identity: "u" }, "u"));
  });

  test("is found among the traits", () => {
    expect(map({ context: { traits: { id: "u" } } }, off)).toStrictEqual(by({ identity: "u" }, "u"));
  });

  test("is needed unless anonymous events are wanted", () => {
    const error = { error: "userId, not present cannot track anonymous user" };
    expect(map({ anonymousId: "a" }, off)).toStrictEqual(error);
    expect(map({ anonymousId: "a" }, { ...on, trackAnonymous: false })).toStrictEqual(error);
    expect(map({}, off)).toStrictEqual(error);
  });

  test.each([0, false])("is none where a trait says %j", (id) => {
    const error = { error: "userId, not present cannot track anonymous user" };
    expect(map({ anonymousId: "a", traits: { id } }, off)).toStrictEqual(error);
    expect(map({ traits: { id } }, on)).toStrictEqual({
      error: "Unable to process without anonymousId or userId",
    });
  });

  test("is the anonymous ID where anonymous events are wanted", () => {
    expect(map({ anonymousId: "a" }, anonymous)).toStrictEqual(by({ identity: "a" }, "a"));
  });

  test("is nobody where there is no ID at all, for CleverTap to refuse", () => {
    expect(map({}, anonymous)).toStrictEqual(by({}, null));
  });

  test("with object IDs is the anonymous ID first", () => {
    expect(map({ userId: "u", anonymousId: "a" }, on)).toStrictEqual(by({ objectId: "a" }, "a"));
    expect(map({ anonymousId: "a" }, on)).toStrictEqual(by({ objectId: "a" }, "a"));
  });

  test("with object IDs is the user ID second", () => {
    expect(map({ userId: "u" }, on)).toStrictEqual(by({ identity: "u" }, "u"));
  });

  test("with object IDs and without any ID is an error", () => {
    expect(map({}, on)).toStrictEqual({ error: "Unable to process without anonymousId or userId" });
  });
});

test("a missing user ID is said before a missing event, and a missing event before missing IDs", () => {
  expect(mapCall({ type: "track", anonymousId: "a" }, off)).toStrictEqual({
    error: "userId, not present cannot track anonymous user",
  });
  expect(mapCall({ type: "track" }, on)).toStrictEqual({ error: 'Missing required value from "event"' });
});
