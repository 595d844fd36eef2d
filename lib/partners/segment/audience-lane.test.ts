import { describe, expect, it, test } from "vitest";
import type { MemberChange } from "../connector.ts";
import { segmentAudience } from "./audience-lane.ts";

const change: MemberChange = {
  change: "set",
  identity: "cust-1001",
  properties: { plan: "gold" },
  messageId: "m-1",
  timestamp: "2026-01-01T00:00:00.000Z",
};
const common = {
  messageId: "m-1",
  timestamp: "2026-01-01T00:00:00.000Z",
  userId: "cust-1001",
  context: { library: { name: "junction", version: "1" } },
};
const lane = (settings: Record<string, string>, name = "Sneaker fans") =>
  segmentAudience({ name, settings, columns: [] });

describe("a change of an audience becomes a call", () => {
  it.each([
    ["identify", "set", { type: "identify", traits: { fan_of: "Sneaker fans" } }],
    ["identify", "remove", { type: "identify", traits: { fan_of: null } }],
    ["track", "set", { type: "track", event: "Audience Entered", properties: { fan_of: "Sneaker fans" } }],
    ["track", "remove", { type: "track", event: "Audience Exited", properties: { fan_of: "Sneaker fans" } }],
  ] as const)("%s on %s", (how, kind, expected) => {
    const { text, bytes, problem } = lane({ how, trait: "fan_of" }).encode({ ...change, change: kind });
    expect(problem).toBeUndefined();
    expect(JSON.parse(text)).toEqual({ ...common, ...expected });
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  test("without settings it is identify with a trait of a plain name", () => {
    const expected = { type: "identify", traits: { audience_name: "Sneaker fans" } };
    expect(JSON.parse(lane({}).encode(change).text)).toEqual({ ...common, ...expected });
    expect(JSON.parse(lane({ how: "constructor" }).encode(change).text)).toEqual({ ...common, ...expected });
  });
});

test("a member without identity and a record over 32 KB are kept back", () => {
  expect(lane({}).encode({ ...change, identity: "" }).problem?.code).toBe("no_identifier");
  expect(lane({}, "x".repeat(33_000)).encode(change).problem?.code).toBe("too_large");
});
