import { describe, expect, it, test } from "vitest";
import type { Json, JsonObject } from "../../../kernel/json.ts";
import { mapCall } from "../map.ts";

const on = { trackAnonymous: false, objectIdMapping: true };
const call = {
  type: "identify",
  userId: "u",
  anonymousId: "anon-9",
  context: { device: { token: "tok-1" }, os: { name: "Android" } },
};
const withContext = (context: JsonObject): JsonObject => ({
  ...call,
  context: { ...call.context, ...context },
});
const withSettings = (settings: Json, name = "clevertap"): JsonObject => ({
  ...call,
  integrations: { [name]: settings },
});

function recordsOf(from: JsonObject, settings = on) {
  const mapped = mapCall(from, settings);
  return mapped.records ?? [];
}
const tokenDataOf = (from: JsonObject) => recordsOf(from)[1]?.record.tokenData;

test("a device's token follows the profile, by the object ID", () => {
  expect(recordsOf(call)).toStrictEqual([
    {
      kind: "profile",
      record: { type: "profile", objectId: "anon-9", profileData: { identity: "u" } },
      user: "anon-9",
    },
    {
      kind: "token",
      record: { type: "token", objectId: "anon-9", tokenData: { id: "tok-1", type: "fcm" } },
      user: "anon-9",
    },
  ]);
});

describe("the system decides the type", () => {
  it.each([
    ["android", "fcm"],
    ["ANDROID", "fcm"],
    ["ios", "apns"],
    ["iOS", "apns"],
    ["watchOS", "apns"],
    ["iPadOS", "apns"],
    ["tvos", "apns"],
  ])("%s means %s", (name, type) => {
    expect(tokenDataOf(withContext({ os: { name } }))).toStrictEqual({ id: "tok-1", type });
  });
});

describe("no token is sent", () => {
  it.each<[string, JsonObject]>([
    ["for a web page", withContext({ os: { name: "web" } })],
    [
      "for another system, even with a type of its own",
      {
        ...withContext({ os: { name: "Windows" } }),
        integrations: { clevertap: { deviceTokenType: "wns" } },
      },
    ],
    ["without a system", withContext({ os: null })],
    ["for a system that is no text", withContext({ os: { name: 7 } })],
    ["without a device", withContext({ device: null })],
    ["for an empty token", withContext({ device: { token: "" } })],
    ["without an anonymous ID", { ...call, anonymousId: null }],
    ["from a track call", { ...call, type: "track", event: "Viewed" }],
  ])("%s", (_name, from) => {
    expect(recordsOf(from).map(({ kind }) => kind)).toStrictEqual([
      from.type === "track" ? "event" : "profile",
    ]);
  });

  test("without the mapping of object IDs", () => {
    expect(recordsOf(call, { ...on, objectIdMapping: false }).map(({ kind }) => kind)).toEqual(["profile"]);
  });
});

describe("what a call says to CleverTap alone", () => {
  it.each(["clevertap", "Clevertap", "CleverTap", "CLEVERTAP"])("is found under %s", (name) => {
    const from = withSettings({ deviceTokenType: "gcm" }, name);
    expect(tokenDataOf(from)).toStrictEqual({ id: "tok-1", type: "gcm" });
  });

  test("is not found under another spelling", () => {
    const from = withSettings({ deviceTokenType: "gcm" }, "cleverTap");
    expect(tokenDataOf(from)).toStrictEqual({ id: "tok-1", type: "fcm" });
  });

  it.each(["chrome", "fcm", "gcm", "apns", "wns", "mpns"])("type %s is taken", (type) => {
    expect(tokenDataOf(withSettings({ deviceTokenType: type }))).toStrictEqual({ id: "tok-1", type });
  });

  it.each(["FCM", "huawei", "", null, 7])("type %j is not taken, the system's is", (deviceTokenType) => {
    expect(tokenDataOf(withSettings({ deviceTokenType }))).toStrictEqual({ id: "tok-1", type: "fcm" });
  });

  it.each([true, false, null, "text"])("may be %j, which says nothing", (settings) => {
    expect(tokenDataOf(withSettings(settings))).toStrictEqual({ id: "tok-1", type: "fcm" });
  });

  test("keys of a browser come along, without what is empty in them", () => {
    const keys = { p256dh: "p", auth: "a" };
    const type = "chrome";
    expect(tokenDataOf(withSettings({ deviceTokenType: type, chromeKeys: keys }))).toStrictEqual({
      id: "tok-1",
      type,
      keys,
    });
    const chromeKeys = { ...keys, old: null, more: { none: "", list: [null, "", {}] }, count: 0, on: false };
    expect(tokenDataOf(withSettings({ deviceTokenType: type, chromeKeys }))).toStrictEqual({
      id: "tok-1",
      type,
      keys: { ...keys, count: 0, on: false },
    });
  });

  it.each<Json>([null, "", {}, { p256dh: null }])("keys that are %j are left out", (chromeKeys) => {
    expect(tokenDataOf(withSettings({ chromeKeys }))).toStrictEqual({ id: "tok-1", type: "fcm" });
  });
});
