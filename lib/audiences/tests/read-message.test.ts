import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { readMessage } from "../inbound/read-message.ts";

const receivedMs = Date.UTC(2026, 10, 23, 12);
const keyValues = { storyly_token: "tok_1", operation: "upsert", cart_value: "49.50" };
const read = (body: JsonObject) => readMessage(body, receivedMs);
const first = (body: JsonObject) => read(body).users[0];
const taken = {
  token: "tok_1",
  operation: "upsert",
  identity: "cust-1",
  properties: { cart_value: "49.50" },
};

describe("what EventBridge delivers", () => {
  it.each<[string, JsonObject]>([
    ["the flat logical message", { identity: "cust-1", key_values: keyValues }],
    ["an envelope around it", { id: "e-1", detail: { identity: "cust-1", key_values: keyValues } }],
    ["one profile as an object", { targetId: 1, key_values: keyValues, profiles: { identity: "cust-1" } }],
    ["profiles as a list", { targetId: 1, key_values: keyValues, profiles: [{ identity: "cust-1" }] }],
    ["key-values of the profile alone", { profiles: [{ identity: "cust-1", key_values: keyValues }] }],
    [
      "upper case, as the user guide spells it",
      {
        TargetId: 1,
        Key_values: keyValues,
        Profiles: [{ Identity: "cust-1", ProfileData: { Plan: "gold" } }],
      },
    ],
    [
      "all_identities",
      { key_values: keyValues, profiles: [{ all_identities: ["cust-1", "cust-2"], email: "a@b.c" }] },
    ],
    [
      "upper case of the keys that mean something",
      {
        identity: "cust-1",
        key_values: { Storyly_Token: "tok_1", OPERATION: "Upsert", cart_value: "49.50" },
      },
    ],
  ])("is read from %s", (_name, body) => {
    expect(first(body)).toMatchObject(taken);
    expect(Object.keys((first(body) as { properties: object }).properties)).toEqual(["cart_value"]);
  });

  it.each<[string, JsonObject]>([
    ["cust-1", { identity: "cust-1", email: "a@b.c", objectId: "__g" }],
    ["a@b.c", { identity: "", Email: "a@b.c", objectId: "__g" }],
    ["a@b.c", { identity: null, email: "a@b.c" }],
    ["__g", { ObjectId: "__g" }],
    ["77", { identity: 77 }],
    ["a@b.c", { identity: "undefined", all_identities: ["null"], email: "a@b.c" }],
    ["__g", { identity: "00000000-0000-0000-0000-000000000000", email: "N/A", objectId: "__g" }],
  ])("knows the user as %s: by identity, else e-mail, else objectId", (identity, profile) => {
    expect(first({ key_values: keyValues, profiles: profile })).toMatchObject({ identity });
  });

  it.each<[JsonObject, string]>([
    [
      { id: "e", time: "2026-11-23T11:00:00Z", detail: { time: "2026-11-23T10:00:00Z" } },
      "2026-11-23T11:00:00.000Z",
    ],
    [
      { time: "2026-11-23T11:00:00Z", detail: { time: "2026-11-23T11:00:00.750Z" } },
      "2026-11-23T11:00:00.750Z",
    ],
    [{ time: "2026-11-23T11:00:00Z", detail: { ts: 1_795_431_600_250 } }, "2026-11-23T11:00:00.250Z"],
    [
      { time: "2026-11-23T11:00:00.500Z", detail: { time: "2026-11-23T11:00:00Z" } },
      "2026-11-23T11:00:00.500Z",
    ],
    [{ time: "2026-11-23T11:00:00Z", detail: { time: "this morning" } }, "2026-11-23T11:00:00.000Z"],
    [{ time: "2026-11-23T10:00:00Z", ts: 1 }, "2026-11-23T10:00:00.000Z"],
    [{ ts: 1_763_892_000 }, "2025-11-23T10:00:00.000Z"],
    [{ ts: "1763892000123" }, "2025-11-23T10:00:00.123Z"],
    [{}, "2026-11-23T12:00:00.000Z"],
    [{ time: "2026-11-23T12:04:59Z" }, "2026-11-23T12:04:59.000Z"],
    [{ time: "2027-11-23T12:00:00Z" }, "2026-11-23T12:00:00.000Z"],
  ])("of %j happened at %s", (body, expected) => {
    const detail = { identity: "cust-1", key_values: keyValues };
    const full =
      "detail" in body
        ? { ...body, detail: { ...detail, ...(body.detail as object) } }
        : { ...detail, ...body };
    expect(new Date(read(full as JsonObject).atMs).toISOString()).toBe(expected);
  });

  const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`p${n}`, "x"]));
  it.each<[string, JsonObject, string]>([
    ["no token", { identity: "c", key_values: { operation: "upsert" } }, "key_values.storyly_token"],
    ["no operation", { identity: "c", key_values: { storyly_token: "t" } }, "key_values.operation"],
    ["an identity that is no text", { identity: { a: 1 }, key_values: keyValues }, "identity"],
    ["an identity that names nobody", { identity: " NULL ", key_values: keyValues }, "identity"],
    [
      "a number that names nobody",
      { profiles: [{ identity: 0, key_values: keyValues }] },
      "profiles[0].identity",
    ],
    ["an identity over the index's limit", { identity: "𝒳".repeat(700), key_values: keyValues }, "identity"],
    ["key-values that are no object", { identity: "c", key_values: "upsert" }, "key_values"],
    ["too many properties", { identity: "c", key_values: { ...keyValues, ...many } }, "key_values"],
    [
      "a property that is a list",
      { identity: "c", key_values: { ...keyValues, items: [1] } },
      "key_values.items",
    ],
    [
      "a value that is too long",
      { identity: "c", key_values: { ...keyValues, v: "x".repeat(513) } },
      "key_values.v",
    ],
    [
      "a name that is too long",
      { identity: "c", key_values: { ...keyValues, ["n".repeat(121)]: "x" } },
      `key_values.${"n".repeat(120)}`,
    ],
    [
      "half a character",
      { profiles: [{ identity: "\ud800", key_values: keyValues }] },
      "profiles[0].identity",
    ],
  ])("is refused by field for %s", (_name, body, field) => {
    expect(first(body)).toMatchObject({ refusal: { field, status: 400 } });
  });

  it.each<[string, JsonObject, string]>([
    ["a time that is none", { identity: "c", key_values: keyValues, time: "yesterday" }, "time"],
    ["an id that is no text", { id: 5, detail: { identity: "c", key_values: keyValues } }, "id"],
    [
      "an id that is too long",
      { id: "i".repeat(201), detail: { identity: "c", key_values: keyValues } },
      "id",
    ],
    ["a detail that is no object", { "detail-type": "x", detail: "y" }, "detail"],
    ["no profiles", { profiles: [], key_values: keyValues }, "profiles"],
    ["NUL outside a profile", { identity: "c", name: "a\0", key_values: keyValues }, "name"],
  ])("is refused as a whole by field for %s", (_name, body, field) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ field }));
  });

  it("keeps the values of properties as they come", () => {
    const more = { n: 4.5, yes: true, none: null, text: " x ", __proto: "p" };
    expect(first({ identity: "c", key_values: { ...keyValues, ...more } })).toMatchObject({
      properties: { cart_value: "49.50", ...more },
    });
  });

  it("keeps what came in for each user alone for the log, the beginning of what is long", () => {
    const users = read({
      key_values: keyValues,
      profiles: [{ identity: "a" }, { identity: "b", note: "x".repeat(9_000) }],
    }).users;
    expect(JSON.parse(users[0]?.body ?? "")).toEqual({ key_values: keyValues, profiles: { identity: "a" } });
    expect(users[1]?.body.length).toBeLessThan(4_300);
  });
});
