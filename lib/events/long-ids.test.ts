import { expect, test } from "vitest";
import { parseBody, readCalls } from "./read-calls.ts";
import { Refusal } from "./refusal.ts";

const read = (address: "track" | "alias" | "group" | "batch", text: string) =>
  readCalls(address, parseBody(text), text, new Date("2026-03-01T12:00:00.000Z")).calls;

test("ids that JavaScript would round keep all their digits, so that two users stay two", () => {
  const calls = read(
    "batch",
    `{"batch": [
      {"type": "track", "userId": 1234567890123456789, "event": "A", "properties": {"total": 12345678901234567890}},
      {"type": "track", "userId" : 1234567890123456790,"event": "A"},
      {"type": "track", "anonymousId": -9007199254740993, "event": "A"},
      {"type": "track", "userId": 9007199254740991, "messageId": 98765432109876543210, "event": "A"}
    ]}`,
  );
  expect(calls.map(({ userId, anonymousId }) => userId ?? anonymousId)).toEqual([
    "1234567890123456789",
    "1234567890123456790",
    "-9007199254740993",
    "9007199254740991",
  ]);
  expect(calls.at(-1)?.messageId).toBe("98765432109876543210");
  expect(calls[0]?.properties).toBe('{"total":12345678901234567000}');
});

test("so do those of groups and aliases", () => {
  const [alias] = read("alias", '{"userId": "u1", "previousId": 12345678901234567891}');
  expect(alias?.previousId).toBe("12345678901234567891");
  const [group] = read("group", '{"userId": "u1", "groupId": 12345678901234567891}');
  expect(group?.extras).toBe('{"groupId":"12345678901234567891"}');
});

test("a text that looks like such an id stays what it is", () => {
  const text = String.raw`{"userId": 1234567890123456789, "event": "A", "properties": {"raw": "{\"userId\": 1234567890123456789}", "userId": 5}}`;
  expect(read("track", text)[0]?.properties).toBe(
    String.raw`{"raw":"{\"userId\": 1234567890123456789}","userId":5}`,
  );
});

test.each([
  ["userId", '{"userId": 1e21, "event": "A"}'],
  ["anonymousId", '{"anonymousId": 1234567890123456789.5, "event": "A"}'],
  ["batch[0].userId", '{"batch": [{"type": "track", "userId": 12345678901234567e3, "event": "A"}]}'],
])("one that is written otherwise is refused: %s", (field, text) => {
  const address = field.startsWith("batch") ? "batch" : "track";
  const refused = (() => {
    try {
      return read(address, text);
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toMatchObject({
    status: 400,
    field,
    message: `${field}: is too large a number to be read exactly; send it as a string`,
  });
});
