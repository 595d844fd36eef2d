import { describe, expect, it, test } from "vitest";
import { readMessage } from "../../audiences/inbound/read-message.ts";
import type { HttpAnswer } from "../../kernel/http-client.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { recordTexts, wholeText } from "../../partners/record-texts.ts";
import { testOccasion, testRecipient } from "../../testing/recipient.ts";
import type { Recipient } from "../channel.ts";
import { contentProblems } from "../content-problems.ts";
import { eventbridgeChannel } from "./channel.ts";
import { eventbridgeChannelKit } from "./kit.ts";

const settings = { accountId: "111122223333", region: "eu-west-1", bus: "audiences", accessKeyId: "AKIA1" };

function textOf(more: JsonObject, recipient: Recipient = testRecipient()): string {
  const channel = eventbridgeChannel.open({ ...eventbridgeChannelKit.blank, ...more }, settings);
  const { message } = channel.compose(recipient, testOccasion);
  return wholeText(channel.lane.encode(message ?? {}, recipient).text);
}
const lane = eventbridgeChannel.open(eventbridgeChannelKit.blank, settings).lane;

const storyly = (operation: string) => [
  { key: "storyly_token", value: "tok_aud_1" },
  { key: "operation", value: operation },
  { key: "cart_value", value: "{{ Profile.cart_value }}" },
];

test("the detail has the frame of CleverTap's webhook, with what was chosen of the person", () => {
  const detail = JSON.parse(
    textOf({
      identifiers: ["identity", "email", "objectId"],
      attributes: { which: "chosen", names: ["Plan"] },
      tokens: ["apns"],
      keyValues: storyly("upsert"),
    }),
  );
  expect(detail).toEqual({
    messageId: "jm-1",
    time: "2026-01-01T00:00:00.000Z",
    targetId: "1767000001",
    key_values: { storyly_token: "tok_aud_1", operation: "upsert", cart_value: "49.5" },
    profiles: [
      {
        identity: "cust-1001",
        email: "asha@example.com",
        objectId: "anon-1",
        profileData: { Plan: "gold" },
        apns_tokens: ["apns-1"],
      },
    ],
  });
});

describe("an audience of Junction reads what this channel sends", () => {
  const receivedMs = Date.parse("2026-01-01T00:05:00Z");
  const envelope = (text: string) => ({
    ...{ version: "0", id: "e-1", "detail-type": "junction.message.user", source: "junction.messages" },
    ...{ account: "111122223333", time: "2026-01-01T00:00:00Z", region: "eu-west-1", resources: [] },
    detail: JSON.parse(text),
  });

  it.each([
    ["upsert", "with its envelope", envelope],
    ["delete", "with its envelope", envelope],
    ["upsert", "the detail alone", (text: string) => JSON.parse(text)],
  ] as const)("%s, %s", (operation, _name, delivered) => {
    const text = textOf({ keyValues: storyly(operation), attributes: { which: "all", names: [] } });
    const { users, atMs } = readMessage(delivered(text), receivedMs);
    expect(atMs).toBe(Date.parse("2026-01-01T00:00:00Z"));
    expect(users).toMatchObject([
      { token: "tok_aud_1", operation, identity: "cust-1001", properties: { cart_value: "49.5" } },
    ]);
    expect(users[0]).not.toHaveProperty("refusal");
    // Only the pairs are properties of the audience; the person's attributes are there for other rules.
    expect(Object.keys((users[0] as { properties: JsonObject }).properties)).toEqual(["cart_value"]);
  });

  it("words of Storyly without what stands around them, other values as they are written", () => {
    const keyValues = [
      { key: "storyly_token", value: "tok_aud_1\n" },
      { key: "operation", value: '{% if Profile.Plan == "gold" %}\n Upsert\n{% endif %}' },
      { key: "note", value: " Hi " },
    ];
    expect(JSON.parse(textOf({ keyValues })).key_values).toEqual({
      ...{ storyly_token: "tok_aud_1", operation: "upsert", note: " Hi " },
    });
  });

  it("an operation that is made by Liquid, and somebody known by e-mail alone", () => {
    const operation = '{% if Profile.Plan == "gold" %}upsert{% else %}delete{% endif %}';
    const person = testRecipient({ ids: { email: "asha@example.com" } });
    const text = textOf({ identifiers: ["identity", "email"], keyValues: storyly(operation) }, person);
    expect(readMessage(JSON.parse(text), receivedMs).users).toMatchObject([
      { operation: "upsert", identity: "asha@example.com" },
    ]);
  });
});

test.each<[string, JsonObject, string]>([
  ["no identifier", { identifiers: [] }, "identifiers"],
  ["a token of Storyly without an operation", { keyValues: storyly("x").slice(0, 1) }, "keyValues[0].key"],
  ["an operation that no audience knows", { keyValues: storyly("remove") }, "keyValues[1].value"],
])("%s is told at its field", (_name, more, path) => {
  const problems = contentProblems(eventbridgeChannelKit, { ...eventbridgeChannelKit.blank, ...more });
  expect(problems.map((problem) => problem.path)).toEqual([path]);
});

test("an operation of a bus without Storyly may be any word", () => {
  const keyValues = [{ key: "operation", value: "archive" }];
  expect(contentProblems(eventbridgeChannelKit, { ...eventbridgeChannelKit.blank, keyValues })).toEqual([]);
});

describe("what AWS says to a request", () => {
  const sentBodies: string[] = [];
  const access = (body: object, status = 200) => ({
    settings,
    secrets: { secretAccessKey: "s" },
    baseUrl: "https://events.example",
    http: async ({ body: sent }: { body?: string | Buffer }): Promise<HttpAnswer> => {
      sentBodies.push(String(sent));
      return { status, headers: {}, body: JSON.stringify(body) };
    },
  });
  const records = recordTexts([textOf({}), textOf({}), textOf({})]);

  it("is understood record by record: its own failures may be sent again, the others not", async () => {
    const answer = await lane.send(
      records,
      access({
        FailedEntryCount: 2,
        Entries: [
          { EventId: "e-1" },
          { ErrorCode: "InternalFailure", ErrorMessage: "temporary" },
          { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
        ],
      }),
    );
    expect(answer).toMatchObject({
      verdict: "accepted",
      refusals: [
        { index: 1, code: "eventbridge_InternalFailure", again: true },
        { index: 2, code: "eventbridge_MalformedDetail", again: false },
      ],
    });
    const [entry] = JSON.parse(sentBodies.at(-1) ?? "").Entries;
    expect(entry).toMatchObject({
      Source: "junction.messages",
      DetailType: "junction.message.user",
      EventBusName: "arn:aws:events:eu-west-1:111122223333:event-bus/audiences",
      Time: Date.parse("2026-01-01T00:00:00Z") / 1_000,
    });
    expect(JSON.parse(entry.Detail)).toEqual(JSON.parse(textOf({})));
  });

  it("as a whole is a matter of the whole request", async () => {
    const answer = await lane.send(records, access({ __type: "ThrottlingException" }, 400));
    expect(answer.verdict).toBe("later");
    expect(answer.refusals ?? []).toEqual([]);
  });
});

test.each([
  [{}, 256],
  [{ entrySize: "256" }, 256],
  [{ entrySize: "1024" }, 1_024],
])("a connection with %j takes events of up to %i KB", (more, kilobytes) => {
  const { lane } = eventbridgeChannel.open(eventbridgeChannelKit.blank, { ...settings, ...more });
  const encode = (chars: number) => lane.encode({ text: "x".repeat(chars) }, testRecipient());
  expect(encode((kilobytes - 1) * 1_024).problem).toBeUndefined();
  const { code, reason } = encode(kilobytes * 1_024).problem ?? {};
  expect(code).toBe("too_large");
  expect(reason).toContain(kilobytes === 256 ? "up to 256 KB" : "up to 1 MB");
});

const overhead = "junction.messages".length + "junction.message.user".length + 14;

test("ten records of the limit fit into a request of AWS's 256 KB", () => {
  const { batchBytes, batchRecords } = lane.limits;
  expect(batchBytes + batchRecords * overhead).toBeLessThanOrEqual(262_144);
});

test("an event of exactly AWS's 256 KB, counted with all that AWS counts, passes; one byte more does not", () => {
  const room = 262_144 - overhead - Buffer.byteLength('{"text":""}');
  const encode = (chars: number) => lane.encode({ text: "x".repeat(chars) }, testRecipient());
  expect(encode(room).problem).toBeUndefined();
  expect(encode(room + 1).problem).toMatchObject({ code: "too_large" });
});
