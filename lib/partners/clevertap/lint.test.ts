import { describe, expect, it, test } from "vitest";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { Lint } from "../connector.ts";
import { restrictedEvents } from "./event-name.ts";

import { lintRecord } from "./lint.ts";
import { mapCall } from "./map.ts";

const profile = (profileData: Json, root: JsonObject = { identity: "u" }): JsonObject => ({
  type: "profile",
  ...root,
  profileData,
});
const event = (
  evtData: Json,
  evtName: Json = "Viewed",
  root: JsonObject = { identity: "u" },
): JsonObject => ({
  type: "event",
  ...root,
  evtName,
  evtData,
});
const told = (record: Json) =>
  lintRecord(record).map(({ severity, code, field }) => `${severity} ${code} ${field}`);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key ${index}`, index]));
const signs = [..."%><!|&.:;$'\"\\"];

describe("a record that CleverTap takes as it is has no findings", () => {
  it.each<[string, JsonObject]>([
    [
      "a profile",
      profile(
        {
          Name: "Asha Rao",
          Email: "asha@shop.example",
          Phone: "+919800000001",
          Gender: "F",
          DOB: "$D_694224000",
          Age: 33,
          Employed: "Y",
          Education: "Graduate",
          Married: "N",
          "MSG-push": false,
          Plan: "gold",
          "Größe cm": 3.5,
          Gone: null,
          Tags: { $add: ["vip"] },
          Points: { $incr: 5 },
          Old: { $delete: 1 },
          "category-unsubscribe": ["Offers"],
          identity: "cust-1001",
        },
        { objectId: "anon-9", ts: 1_767_225_600 },
      ),
    ],
    ["an event", event({ SKU: "SH-44", Price: 49.5, "Viewed On": "$D_1767225600", none: null, yes: true })],
    ["an event without properties", { type: "event", FBID: "f", evtName: "Viewed" }],
    [
      "a purchase",
      event({ "Charged ID": "o", Amount: 1, Items: [{ Name: "Shoe", Quantity: 1 }] }, "Charged"),
    ],
    ["a token", { type: "token", objectId: "o", tokenData: { id: "t", type: "apns" } }],
  ])("%s", (_name, record) => {
    expect(lintRecord(record)).toEqual([]);
  });
});

describe("the user", () => {
  it.each<[string, JsonObject, string[]]>([
    ["nobody", {}, ["refuse no_identifier identity"]],
    ["null", { identity: null }, ["refuse no_identifier identity"]],
    ["an empty text", { identity: "" }, ["refuse no_identifier identity"]],
    ["an object ID that is no ID", { objectId: "None" }, ["refuse invalid_identity objectId"]],
    ["the number 0", { identity: 0 }, ["refuse invalid_identity identity"]],
    ["the number -1", { identity: -1 }, ["refuse invalid_identity identity"]],
    ["the number 1", { identity: 1 }, []],
    ["false", { identity: false }, ["refuse invalid_identity identity"]],
    ["an object", { identity: { a: 1 } }, ["refuse invalid_identity identity"]],
    ["1,023 characters", { identity: "x".repeat(1_023) }, []],
    ["1,024 characters", { identity: "x".repeat(1_024) }, ["refuse identity_too_long identity"]],
    ["two names", { identity: "u", objectId: "o" }, ["warn several_identifiers objectId"]],
  ])("%s", (_name, root, expected) => {
    expect(told(profile({}, root))).toEqual(expected);
    expect(told(event({}, "Viewed", root))).toEqual(expected);
  });

  it.each([
    ...["undefined", "null", "na", "n/a", "0", "nil", "-1", "infinity", "-infinity", "inf", "-inf"],
    ...["nan", "-nan", "empty", "xxxxxx", "none", "NULL", "NaN"],
  ])("may not be called %s, at the root or as the new identity", (identity) => {
    expect(told(profile({}, { identity }))).toEqual(["refuse invalid_identity identity"]);
    expect(told(profile({ identity }))).toEqual(["drop invalid_identity profileData.identity"]);
  });
});

describe("ts", () => {
  const refused = ["refuse ts_not_epoch ts"];
  const milliseconds = ["refuse ts_in_milliseconds ts"];
  it.each<[Json, string[]]>([
    [1_767_225_600, []],
    [99_999_999_999, []],
    [100_000_000_000, milliseconds],
    [1_767_225_600_000, milliseconds],
    ["1767225600000", milliseconds],
    ["1767225600", refused],
    ["2026-01-01T00:00:00Z", refused],
    ["Infinity", refused],
    [1_767_225_600.5, refused],
    [0, refused],
    [-1, refused],
    [null, refused],
    [true, refused],
  ])("%j", (ts, expected) => {
    expect(told(profile({}, { identity: "u", ts }))).toEqual(expected);
    expect(told(event({}, "Viewed", { identity: "u", ts }))).toEqual(expected);
  });
});

describe("keys of properties", () => {
  test("may have 120 characters and no more", () => {
    const [fits, long] = ["k".repeat(120), "k".repeat(121)];
    expect(told(profile({ [fits]: 1 }))).toEqual([]);
    expect(told(event({ [fits]: 1 }))).toEqual([]);
    expect(told(profile({ [long]: 1 }))).toEqual([`drop key_too_long profileData.${long}`]);
    expect(told(event({ [long]: 1 }))).toEqual([`drop key_too_long evtData.${long}`]);
  });

  it.each(signs)("may not hold the sign %s", (sign) => {
    expect(told(profile({ [`a${sign}`]: 1 }))).toEqual([`drop invalid_key profileData.a${sign}`]);
    expect(told(event({ [`a${sign}`]: 1 }))).toEqual([`drop invalid_key evtData.a${sign}`]);
  });

  test("may hold # in an event, not in a profile", () => {
    expect(told(event({ "a#": 1 }))).toEqual([]);
    expect(told(profile({ "a#": 1 }))).toEqual(["drop invalid_key profileData.a#"]);
  });

  it.each(["", " ", "two\nlines"])("may not be %j", (key) => {
    expect(told(event({ [key]: 1 }))).toEqual([`drop invalid_key evtData.${key}`]);
  });
});

describe("values", () => {
  test("may have 512 characters and no more", () => {
    expect(told(profile({ a: "v".repeat(512) }))).toEqual([]);
    expect(told(event({ a: "v".repeat(512) }))).toEqual([]);
    expect(told(profile({ a: "v".repeat(513) }))).toEqual(["drop value_too_long profileData.a"]);
    expect(told(event({ a: "v".repeat(513) }))).toEqual(["drop value_too_long evtData.a"]);
  });

  it.each<[string, string[]]>([
    ["$D_0", []],
    ["$D_-86400", []],
    ["$D_1767225600000", ["warn invalid_date evtData.a"]],
    ["$D_2026-01-01", ["warn invalid_date evtData.a"]],
    ["$D_", ["warn invalid_date evtData.a"]],
    ["2026-01-01", []],
  ])("a date may be %s or not", (value, expected) => {
    expect(told(event({ a: value }))).toEqual(expected);
  });

  it.each<[string, Json]>([
    ["a list", ["a"]],
    ["an object", { a: 1 }],
    ["an empty object", {}],
    ["two operators", { $add: ["a"], $remove: ["b"] }],
    ["an operator that nobody knows", { $push: ["a"] }],
  ])("%s is dropped from a profile and makes CleverTap refuse an event", (_name, value) => {
    expect(told(profile({ a: value }))).toEqual(["drop nested_value profileData.a"]);
    expect(told(event({ a: value }))).toEqual(["refuse nested_value evtData.a"]);
  });

  const list = (length: number) => Array.from({ length }, (_, index) => `v${index}`);
  it.each<[string, Json, string[]]>([
    ["100 values", { $set: list(100) }, []],
    ["101 values", { $set: list(101) }, ["drop too_many_values profileData.a"]],
    ["one value", { $remove: "a" }, []],
    ["a value of 512 characters", { $add: ["v".repeat(512)] }, []],
    ["a value of 513 characters", { $add: ["v".repeat(513)] }, ["drop value_too_long profileData.a"]],
    ["a number", { $add: [1] }, ["drop invalid_operator profileData.a"]],
    ["a count by a number", { $decr: 2.5 }, []],
    ["a count by a text", { $incr: "5" }, ["drop invalid_operator profileData.a"]],
    ["a count by nothing", { $incr: null }, ["drop invalid_operator profileData.a"]],
  ])("an operator with %s", (_name, value, expected) => {
    expect(told(profile({ a: value }))).toEqual(expected);
  });
});

describe("fields of CleverTap's own", () => {
  it.each<[string, Json[], Json[]]>([
    ["Gender", ["M", "F"], ["m", "female", "", 1]],
    ["Email", ["a@b.co"], ["nobody", "a@b", "a b@c.de", 5]],
    ["Phone", ["+919800000001"], ["0170123456", "+49 170 123456", 491_701_234_567]],
    ["Employed", ["Y", "N"], ["yes", true]],
    ["Education", ["School", "College", "Graduate"], ["PhD", 0]],
    ["Married", ["Y", "N"], ["no", false]],
    ["Age", [0, 33], [-1, "33"]],
  ])("%s", (key, good, bad) => {
    for (const value of good) {
      expect(told(profile({ [key]: value }))).toEqual([]);
    }
    for (const value of bad) {
      expect(told(profile({ [key]: value }))).toEqual([
        `refuse invalid_${key.toLowerCase()} profileData.${key}`,
      ]);
    }
    expect(told(profile({ [key]: null }))).toEqual([]);
    expect(told(event({ [key]: bad[0] ?? null }))).toEqual([]);
  });

  it.each(["MSG-email", "MSG-push", "MSG-sms", "MSG-whatsapp"])("%s means no only as false itself", (key) => {
    expect(told(profile({ [key]: false }))).toEqual([]);
    expect(told(profile({ [key]: "false" }))).toEqual([`warn consent_not_boolean profileData.${key}`]);
    expect(told(profile({ [key]: 0 }))).toEqual([`warn consent_not_boolean profileData.${key}`]);
  });

  it.each<Json>(["1992-01-01", 694_224_000])("DOB as %j stays a text", (value) => {
    expect(told(profile({ DOB: value }))).toEqual(["warn date_as_text profileData.DOB"]);
  });
});

describe("how many properties", () => {
  test("256 custom ones of a profile, beside CleverTap's own", () => {
    expect(told(profile({ ...many(256), Name: "A", Email: "a@b.co" }))).toEqual([]);
    expect(told(profile(many(257)))).toEqual(["drop too_many_properties profileData"]);
  });

  test("100 of an event, up to 256 for some accounts", () => {
    expect(told(event(many(100)))).toEqual([]);
    expect(told(event(many(101)))).toEqual(["warn many_properties evtData"]);
    expect(told(event(many(256)))).toEqual(["warn many_properties evtData"]);
    expect(told(event(many(257)))).toEqual(["refuse too_many_properties evtData"]);
  });
});

describe("the name of an event", () => {
  it.each<Json>(["", " ", null, 7])("may not be %j", (name) => {
    expect(told(event({}, name))).toEqual(["refuse no_event_name evtName"]);
  });

  it.each(restrictedEvents)("may not be %s, whatever its case and its spaces", (name) => {
    for (const variant of [name, name.toUpperCase(), ` ${name.replace(" ", "  ")}`, name.replace(" ", "")]) {
      expect(told(event({}, variant))).toEqual(["refuse restricted_event_name evtName"]);
    }
  });

  test("may be one that only holds a restricted one", () => {
    expect(told(event({}, "App Launched again"))).toEqual([]);
  });

  test("is doubtful as a bare Web Page Viewed", () => {
    for (const name of ["Web Page Viewed", "web page viewed"]) {
      expect(told(event({}, name))).toEqual(["warn perhaps_restricted_event_name evtName"]);
    }
    expect(told(event({}, "Screen Viewed"))).toEqual([]);
  });

  it.each(signs)("is doubtful with the sign %s", (sign) => {
    expect(told(event({}, `Cart${sign}`))).toEqual(["warn invalid_event_name evtName"]);
  });

  test("may have the colon of RudderStack's pages and screens, and no other", () => {
    for (const what of ["Web Page Viewed", "Screen Viewed"]) {
      expect(told(event({}, `${what}: Cart`))).toEqual([]);
      expect(told(event({}, `${what}: Cart: 2`))).toEqual(["warn invalid_event_name evtName"]);
    }
  });
});

describe("items of a purchase", () => {
  const charged = (Items: Json) => told(event({ Items }, "Charged"));
  const items = (count: number) => Array.from({ length: count }, (_, index) => ({ sku: `S${index}` }));

  test("256 and no more", () => {
    expect(charged(items(256))).toEqual([]);
    expect(charged(items(257))).toEqual(["drop too_many_items evtData.Items"]);
  });

  it.each<Json>(["text", { a: 1 }, ["a"], [{ a: 1 }, 7]])("are not %j", (value) => {
    expect(charged(value)).toEqual(["refuse invalid_items evtData.Items"]);
  });

  test("hold no lists and objects, and the first that does is named", () => {
    expect(charged([{ a: 1 }, { sizes: [44] }, { brand: {} }])).toEqual([
      "drop nested_value evtData.Items[1]",
    ]);
  });

  test("are a list in no other event", () => {
    expect(told(event({ Items: items(1) }, "charged"))).toEqual(["refuse nested_value evtData.Items"]);
  });
});

describe("a device token", () => {
  const token = (tokenData: Json, root: JsonObject = { objectId: "o" }) =>
    told({ type: "token", ...root, tokenData });
  const good = { id: "t", type: "fcm" };

  it.each(["apns", "fcm", "gcm", "chrome", "wns", "mpns"])("may be of type %s", (type) => {
    expect(token({ id: "t", type, keys: { auth: "a" } })).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ["without an object ID", token(good, { identity: "u" }), ["refuse no_identifier objectId"]],
    [
      "with an object ID that is none",
      token(good, { objectId: "null" }),
      ["refuse invalid_identity objectId"],
    ],
    ["without data", token(null), ["refuse invalid_token tokenData"]],
    ["without itself", token({ type: "fcm" }), ["refuse no_token_id tokenData.id"]],
    ["that is no text", token({ id: 7, type: "fcm" }), ["refuse no_token_id tokenData.id"]],
    ["without a type", token({ id: "t" }), ["refuse no_token_type tokenData.type"]],
    ["of another type", token({ id: "t", type: "huawei" }), ["refuse invalid_token_type tokenData.type"]],
  ])("%s", (_name, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe("a record that is none", () => {
  it.each<Json>([null, "profile", [], {}, { type: "alias" }, { type: "constructor" }, { type: 7 }])(
    "%j",
    (record) => {
      expect(told(record)).toEqual(["refuse unknown_type type"]);
    },
  );

  test("or has no properties where they belong", () => {
    expect(told(profile("x"))).toEqual(["refuse invalid_profile profileData"]);
    expect(told(event(["x"]))).toEqual(["refuse invalid_event evtData"]);
  });
});

test("everything that is wrong is told, in the words of a person and without the values", () => {
  const record = event(
    { [`${"k".repeat(121)}`]: "secret-value-1 ".repeat(40), "a.b": ["secret-value-2"] },
    "Viewed",
    {
      identity: "u",
      ts: "secret-value-3",
    },
  );
  const findings: Lint[] = lintRecord(record);
  expect(findings.map(({ code }) => code)).toEqual([
    "ts_not_epoch",
    "key_too_long",
    "value_too_long",
    "invalid_key",
    "nested_value",
  ]);
  for (const { message } of findings) {
    expect(message).toMatch(/^[A-Z].{20,}\.$/);
    expect(message).not.toContain("secret-value");
  }
});

test("what the mapping makes of a plain call has no findings, and what it must pass on is told", () => {
  const settings = { trackAnonymous: true, objectIdMapping: false };
  const findings = (call: JsonObject) => {
    const mapped = mapCall({ userId: "u", ...call }, settings);
    return mapped.records ? mapped.records.flatMap(({ record }) => told(record)) : [mapped.error];
  };
  expect(findings({ type: "identify", traits: { email: "a@b.co", address: { city: "Pune" } } })).toEqual([]);
  expect(findings({ type: "page", name: "Cart", properties: { tags: ["a"] } })).toEqual([]);
  expect(findings({ type: "page" })).toEqual(["warn perhaps_restricted_event_name evtName"]);
  expect(findings({ type: "identify", traits: { phone: "0170", ts: 1_767_225_600_000 } })).toEqual([
    "refuse ts_in_milliseconds ts",
    "refuse invalid_phone profileData.Phone",
  ]);
  expect(findings({ type: "track", event: "Viewed", userId: null })).toEqual([
    "refuse no_identifier identity",
  ]);
});
