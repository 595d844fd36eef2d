import { describe, expect, test } from "vitest";
import type { EncodedRecord, ExportRecord } from "../connector.ts";
import { wholeText } from "../record-texts.ts";
import { segmentLane } from "./export-lane.ts";
import { encodeForSegment } from "./map.ts";

type Given = Omit<ExportRecord, "properties" | "context"> & { properties: string; context: string };

const record: Given = {
  type: "track",
  name: "Notification Clicked",
  messageId: "m-1",
  timestamp: "2026-01-01T00:01:00.000Z",
  ids: ["cust-1", "anon-1"],
  properties: '{"Campaign id": "7", "n": 1.50}',
  context: '{"ip": "1.2.3.4"}',
};

/** What `encodeForSegment` makes of a record whose JSON is given as strings. */
function encoded(given: Given): EncodedRecord {
  const { properties, context } = given;
  const answer = encodeForSegment({
    ...given,
    properties: Buffer.from(properties),
    context: Buffer.from(context),
  });
  return { ...answer, text: wholeText(answer.text) };
}

const common = { messageId: "m-1", timestamp: "2026-01-01T00:01:00.000Z" };
const library = { name: "junction", version: "1" };

describe("a record becomes the call of its kind", () => {
  test.each<[string, Partial<Given>, object]>([
    [
      "track",
      {},
      {
        type: "track",
        ...common,
        userId: "cust-1",
        anonymousId: "anon-1",
        event: "Notification Clicked",
        properties: { "Campaign id": "7", n: 1.5 },
        context: { library, ip: "1.2.3.4" },
      },
    ],
    [
      "page",
      { type: "page", name: "Home", category: "Shop" },
      {
        type: "page",
        ...common,
        userId: "cust-1",
        anonymousId: "anon-1",
        name: "Home",
        category: "Shop",
        properties: { "Campaign id": "7", n: 1.5 },
        context: { library, ip: "1.2.3.4" },
      },
    ],
    [
      "page without a name of its own",
      { type: "page", name: "page", category: "Shop", context: "{}" },
      {
        type: "page",
        ...common,
        userId: "cust-1",
        anonymousId: "anon-1",
        category: "Shop",
        properties: { "Campaign id": "7", n: 1.5 },
        context: { library },
      },
    ],
    [
      "screen of somebody unknown",
      { type: "screen", name: "Start", ids: [null, "anon-1"], properties: "{}", context: "{}" },
      {
        type: "screen",
        ...common,
        anonymousId: "anon-1",
        name: "Start",
        properties: {},
        context: { library },
      },
    ],
    [
      "identify",
      { type: "identify", ids: ["cust-1", null], properties: '{"email": "a@example.com"}', context: "{}" },
      {
        type: "identify",
        ...common,
        userId: "cust-1",
        traits: { email: "a@example.com" },
        context: { library },
      },
    ],
  ])("%s", (_name, changes, expected) => {
    const { text, bytes, problem } = encoded({ ...record, ...changes });
    expect(problem).toBeUndefined();
    expect(JSON.parse(text)).toEqual(expected);
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  test("names and ids with quotes, line breaks and other scripts stay what they are", () => {
    const odd = 'He said "no"\n\\ – こんにちは 😀';
    const message = JSON.parse(encoded({ ...record, name: odd, ids: [odd, null] }).text);
    expect(message).toMatchObject({ event: odd, userId: odd });
  });

  test("a library that the event brought is kept", () => {
    const context = '{"library": {"name": "analytics.js"}}';
    expect(JSON.parse(encoded({ ...record, context }).text).context).toEqual(JSON.parse(context));
  });
});

test("a record without any identifier carries the problem and what would have been sent", () => {
  const answer = encoded({ ...record, ids: [null, null] });
  expect(answer.problem?.code).toBe("no_identifier");
  expect(JSON.parse(answer.text).event).toBe(record.name);
});

test("a record of exactly 32,000 bytes passes, one byte more does not", () => {
  const empty = encoded({ ...record, properties: '{"x":""}' }).bytes;
  const fits = encoded({ ...record, properties: `{"x":"${"a".repeat(32_000 - empty)}"}` });
  expect(fits).toMatchObject({ bytes: 32_000 });
  expect(fits.problem).toBeUndefined();
  const over = encoded({ ...record, properties: `{"x":"${"a".repeat(32_001 - empty)}"}` });
  expect(over.problem?.code).toBe("too_large");
});

test("bytes are counted, not characters", () => {
  const over = encoded({ ...record, properties: `{"x":"${"é".repeat(16_000)}"}` });
  expect(over.problem?.code).toBe("too_large");
});

describe("which identifier goes where", () => {
  test.each([
    ["the connection decides", { userId: "email", anonymousId: "device_id" }, [], [["email"], ["device_id"]]],
    [
      "an export's priority replaces the known one",
      { userId: "user_id", anonymousId: "anonymous_id" },
      ["email", "phone"],
      [["email", "phone"], ["anonymous_id"]],
    ],
    ["none for the unknown one", { userId: "user_id", anonymousId: "" }, [], [["user_id"], []]],
  ] as const)("%s", (_name, settings, priority, expected) => {
    expect(segmentLane.slots(settings, [...priority]).map((slot) => slot.from)).toEqual(expected);
  });
});
