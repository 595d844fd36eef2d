import { describe, expect, it, test } from "vitest";
import type { JsonObject } from "../../../kernel/json.ts";
import { mapCall } from "../map.ts";

const off = { trackAnonymous: false, objectIdMapping: false };
const on = { trackAnonymous: false, objectIdMapping: true };
const map = (call: JsonObject, settings = off) => mapCall({ type: "identify", ...call }, settings);
const profile = (record: JsonObject, user: string | null) => ({
  records: [{ kind: "profile", record: { type: "profile", ...record }, user }],
});

test("the example of the contract", () => {
  const call = {
    userId: "cust-1001",
    anonymousId: "anon-9",
    traits: {
      firstName: "Asha",
      lastName: "Rao",
      gender: "female",
      birthday: "$D_694224000",
      plan: "gold",
      address: { city: "Pune" },
      "MSG-push": false,
      overrideFields: { Tags: { $add: ["vip"] } },
      ts: "2026-01-01T00:00:00Z",
    },
  };
  const profileData = {
    Gender: "F",
    DOB: "$D_694224000",
    Name: "Asha Rao",
    plan: "gold",
    address: '{"city":"Pune"}',
    "MSG-push": false,
    Tags: { $add: ["vip"] },
  };
  expect(map(call)).toStrictEqual(
    profile({ identity: "cust-1001", ts: 1_767_225_600, profileData }, "cust-1001"),
  );
});

describe("the user of a profile", () => {
  const both = { userId: "u", anonymousId: "a" };

  test("without object IDs: the user ID, even beside an anonymous one", () => {
    expect(map(both)).toStrictEqual(profile({ identity: "u", profileData: {} }, "u"));
  });

  test.each([0, false])("with object IDs: a user ID of %j is none", (userId) => {
    const expected = profile({ objectId: "a", profileData: {} }, "a");
    expect(map({ anonymousId: "a", traits: { userId } }, on)).toStrictEqual(expected);
    expect(map({ traits: { userId } }, on)).toStrictEqual(profile({ profileData: {} }, null));
  });

  test("without object IDs: the anonymous ID where there is no other, although anonymous events are not sent", () => {
    expect(map({ anonymousId: "a" })).toStrictEqual(profile({ identity: "a", profileData: {} }, "a"));
  });

  test("with object IDs: both", () => {
    expect(map(both, on)).toStrictEqual(profile({ objectId: "a", profileData: { identity: "u" } }, "a"));
  });

  test("with object IDs: the anonymous ID alone", () => {
    expect(map({ anonymousId: "a" }, on)).toStrictEqual(profile({ objectId: "a", profileData: {} }, "a"));
  });

  test("with object IDs: the user ID alone", () => {
    expect(map({ userId: "u" }, on)).toStrictEqual(profile({ identity: "u", profileData: {} }, "u"));
  });

  it.each([
    ["with", on],
    ["without", off],
  ])("%s object IDs and without any ID: nobody, for CleverTap to refuse", (_name, settings) => {
    expect(map({ traits: { plan: 1 } }, settings)).toStrictEqual(profile({ profileData: { plan: 1 } }, null));
  });

  test("the user ID wins over an identity among the traits", () => {
    const call = { ...both, traits: { identity: "other" } };
    expect(map(call, on)).toStrictEqual(profile({ objectId: "a", profileData: { identity: "u" } }, "a"));
  });

  const all = {
    userId: "1",
    traits: { userId: "2", id: "3" },
    context: { traits: { userId: "4", id: "5" } },
    anonymousId: "6",
  };
  it.each<[string, JsonObject, string]>([
    ["userId", all, "1"],
    ["traits.userId", { ...all, userId: null }, "2"],
    ["traits.id", { ...all, userId: "", traits: { id: "3" } }, "3"],
    ["context.traits.userId", { ...all, userId: null, traits: {} }, "4"],
    ["context.traits.id", { anonymousId: "6", context: { traits: { userId: "", id: "5" } } }, "5"],
    ["anonymousId", { anonymousId: "6", context: { traits: {} } }, "6"],
  ])("is looked for in %s in its turn", (_name, call, user) => {
    expect(map(call)).toMatchObject({ records: [{ record: { identity: user }, user }] });
  });

  it.each([
    ["a number stays one, and is a text as the key of its user", 42, "42"],
    ["0 is an ID to the lookup", 0, "0"],
    ["false is an ID to the lookup", false, "false"],
  ])("%s", (_name, id, user) => {
    const call = { traits: { id }, anonymousId: "a" };
    expect(map(call)).toStrictEqual(profile({ identity: id, profileData: {} }, user));
  });
});

describe("ts of a profile", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["is that of traits", { traits: { ts: 1 }, context: { traits: { ts: 2 } } }, { ts: 1 }],
    ["else that of context.traits", { context: { traits: { ts: 2 } } }, { ts: 2 }],
    ["may be milliseconds", { traits: { ts: 1_767_225_600_000 } }, { ts: 1_767_225_600_000 }],
    ["may be a number in a text", { traits: { ts: "1767225600" } }, { ts: "1767225600" }],
    ["is read from a date", { traits: { ts: "2026-01-01T00:00:01.900Z" } }, { ts: 1_767_225_601 }],
    ["is left out when it is no date", { traits: { ts: "soon" } }, {}],
    ["is left out when it is null", { traits: { ts: null } }, {}],
    ["is left out when it is 0, which CleverTap refuses", { traits: { ts: 0 } }, {}],
    [
      "is that of context.traits where traits say 0",
      { traits: { ts: 0 }, context: { traits: { ts: 2 } } },
      { ts: 2 },
    ],
    [
      "is never the call's own time",
      { timestamp: "2026-01-01T00:00:00Z", originalTimestamp: "2026-01-01T00:00:00Z", sentAt: "2026-01-01" },
      {},
    ],
  ])("%s", (_name, call, ts) => {
    expect(map({ userId: "u", ...call })).toStrictEqual(
      profile({ identity: "u", ...ts, profileData: {} }, "u"),
    );
  });
});
