import { expect, test } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { readCall } from "./read-call.ts";
import { callOf } from "./stored-call.ts";

const scope = {
  receivedAt: Date.parse("2026-01-01T00:00:00Z"),
  sentAt: undefined,
  context: undefined,
  integrations: undefined,
  strings: true,
};

/** What is left of a call after it was stored and read again; without the times that Junction adds. */
function kept(sent: JsonObject): JsonObject {
  const call = readCall(sent, undefined, [], scope);
  const {
    receivedAt: _received,
    timestamp: _timestamp,
    ...rest
  } = callOf({
    ...call,
    receivedAt: new Date(scope.receivedAt),
    properties: JSON.parse(call.properties),
    context: JSON.parse(call.context),
    extras: call.extras === null ? null : JSON.parse(call.extras),
  });
  return rest;
}

const ids = { userId: "u1", messageId: "m1" };

test.each<[string, JsonObject]>([
  ["traits of an identify", { type: "identify", ...ids, traits: { plan: "gold" }, context: {} }],
  [
    "traits that the context repeats",
    { type: "identify", ...ids, traits: { a: 1, b: 2 }, context: { traits: { a: 9 } } },
  ],
  [
    "traits apart from those of the context",
    { type: "identify", ...ids, traits: { id: "t1" }, context: { traits: { userId: "c1", plan: "gold" } } },
  ],
  ["traits in the context alone", { type: "identify", ...ids, context: { traits: { plan: "gold" } } }],
  [
    "properties of an identify",
    { type: "identify", ...ids, traits: { a: 1 }, properties: { email: "a@shop.example" }, context: {} },
  ],
  [
    "traits of a track call",
    { type: "track", ...ids, event: "Viewed", properties: { n: 1 }, traits: { id: "t1" }, context: {} },
  ],
  [
    "the event and the name of a page",
    { type: "page", ...ids, name: "Home", event: "Landing", properties: {}, context: {} },
  ],
  ["a page that is called page", { type: "page", ...ids, name: "page", properties: {}, context: {} }],
  ["a page without a name", { type: "page", ...ids, properties: { name: "Inner" }, context: {} }],
  [
    "traits and both ids of an alias",
    { type: "alias", ...ids, previousId: "p1", traits: { ts: 5 }, properties: {}, context: {} },
  ],
  [
    "integrations and category",
    {
      type: "screen",
      ...ids,
      name: "Cart",
      category: "shop",
      properties: {},
      context: {},
      integrations: { CleverTap: { deviceTokenType: "apns" } },
    },
  ],
])("a stored call keeps %s", (_name, sent) => {
  expect(kept(sent)).toEqual(sent);
});
