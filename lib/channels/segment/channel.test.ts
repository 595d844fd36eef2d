import { describe, expect, it, test } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { wholeText } from "../../partners/record-texts.ts";
import { testOccasion, testRecipient } from "../../testing/recipient.ts";
import type { Recipient } from "../channel.ts";
import { contentProblems } from "../content-problems.ts";
import { segmentChannel } from "./channel.ts";
import { segmentChannelKit } from "./kit.ts";

const settings = { userId: "user_id", anonymousId: "anonymous_id" };

/** What Segment is sent for one person. */
function callOf(more: JsonObject, recipient: Recipient = testRecipient(), connection = settings): JsonObject {
  const channel = segmentChannel.open({ ...segmentChannelKit.blank, ...more }, connection);
  const { message } = channel.compose(recipient, testOccasion);
  const record = channel.lane.encode(message ?? {}, recipient);
  expect(record.problem).toBeUndefined();
  return JSON.parse(wholeText(record.text));
}

const common = {
  messageId: "jm-1",
  timestamp: "2026-01-01T00:00:00.000Z",
  userId: "cust-1001",
  anonymousId: "anon-1",
};
const library = { name: "junction", version: "1" };
const facts = { "Campaign id": "1767000001", "Campaign name": "Spring sale" };

describe("a message to Segment", () => {
  it("is an event with the pairs as properties, the tokens beside them, and the attributes as its traits", () => {
    expect(
      callOf({
        attributes: { which: "chosen", names: ["Plan", "Email", "nothing"] },
        tokens: ["fcm", "apns"],
        keyValues: [{ key: "cart", value: "{{ Profile.cart_value }} for {{ Profile.Name }}" }],
      }),
    ).toEqual({
      ...common,
      type: "track",
      event: "Campaign Sent",
      properties: { ...facts, gcm_tokens: ["fcm-1"], apns_tokens: ["apns-1"], cart: "49.5 for Asha Rao" },
      context: { library, traits: { Plan: "gold", Email: "asha@example.com" } },
    });
  });

  it("is an event of the chosen name with nothing but the campaign in it, unless more is chosen", () => {
    expect(callOf({ event: "Coupon Given" })).toEqual({
      ...common,
      type: "track",
      event: "Coupon Given",
      properties: facts,
      context: { library },
    });
  });

  it("is an identify call that sets attributes, tokens and pairs as traits", () => {
    expect(
      callOf({
        call: "identify",
        attributes: { which: "all", names: [] },
        tokens: ["fcm"],
        keyValues: [{ key: "Plan", value: "platinum" }],
      }),
    ).toEqual({
      ...common,
      type: "identify",
      traits: {
        email: "asha@example.com",
        phone: "+919800000001",
        name: "Asha Rao",
        Plan: "platinum",
        cart_value: 49.5,
        gcm_tokens: ["fcm-1"],
      },
      context: { library },
    });
  });

  it("lets the author's pairs win, and takes any key for a key", () => {
    const keyValues = [
      { key: "Campaign id", value: "mine" },
      { key: "__proto__", value: "kept" },
      { key: "constructor", value: "kept too" },
    ];
    const { properties } = callOf({ keyValues });
    expect(JSON.stringify(properties)).toBe(
      '{"Campaign id":"mine","Campaign name":"Spring sale","__proto__":"kept","constructor":"kept too"}',
    );
  });

  it("names the person by the identifiers that the connection says", () => {
    const call = callOf({}, testRecipient(), { userId: "email", anonymousId: "" });
    expect(call).toMatchObject({ userId: "asha@example.com" });
    expect(call).not.toHaveProperty("anonymousId");
    const channel = segmentChannel.open(segmentChannelKit.blank, { userId: "email", anonymousId: "" });
    expect(channel.reachedBy).toEqual(["email"]);
    expect(channel.unreachable(testRecipient({ ids: { user_id: "u" } }))).toEqual({
      code: "no_identifier",
      reason: expect.stringContaining("E-mail"),
    });
  });

  it("asks for an account where none says by what people are reached", () => {
    const channel = segmentChannel.open(segmentChannelKit.blank, {});
    expect(channel.unreachable(testRecipient({ ids: { user_id: "u" } }))?.reason).toBe(
      "Choose an account to see whom it reaches.",
    );
  });
});

test.each<[string, JsonObject, string]>([
  ["an event without a name", { event: " " }, "event"],
  ["attributes that were not chosen", { attributes: { which: "chosen", names: [] } }, "attributes.names"],
  ["an identify call without traits", { call: "identify" }, "keyValues"],
  ["a key without a name", { keyValues: [{ key: "", value: "x" }] }, "keyValues[0].key"],
  ["a key without a value", { keyValues: [{ key: "a", value: " " }] }, "keyValues[0].value"],
  [
    "a key that stands there twice",
    {
      keyValues: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    },
    "keyValues[1].key",
  ],
  ["a call that Segment does not have", { call: "page" }, "call"],
])("%s is told at its field and is not opened", (_name, more, path) => {
  const content = { ...segmentChannelKit.blank, ...more };
  expect(contentProblems(segmentChannelKit, content).map((problem) => problem.path)).toEqual([path]);
  expect(() => segmentChannel.open(content, settings)).toThrow();
});
