import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { lintRecord } from "../../partners/clevertap/lint.ts";
import { judgeRecord } from "./judge-record.ts";

const profile = (profileData: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "profile",
  identity: "u1",
  profileData,
  ...more,
});
const event = (more: JsonObject): JsonObject => ({
  type: "event",
  identity: "u1",
  evtName: "Viewed",
  ...more,
});
const items = [{ Name: "Shoe" }];
const properties = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, index]));

const table: [string, Json, number | null][] = [
  ["a profile", profile({ Plan: "gold", Email: "a@shop.example" }, { ts: 1_767_225_600 }), null],
  ["an event", event({ evtData: { n: 1 } }), null],
  ["an event without properties", event({}), null],
  ["a profile by object ID", { type: "profile", objectId: "o1", profileData: {} }, null],
  ["an operator on a system field", profile({ Email: { $delete: 1 } }), null],
  ["no identity", { type: "profile", profileData: {} }, 523],
  ["an identity that means nothing", profile({}, { identity: "NULL" }), 523],
  ["an identity of 1,024 characters", profile({}, { identity: "x".repeat(1_024) }), 523],
  ["a bad e-mail address", profile({ Email: "nobody" }), 515],
  ["a bad phone number", profile({ Phone: "0170" }), 516],
  ["a bad gender", profile({ Gender: "Female" }), 514],
  ["a bad employment status", profile({ Employed: "yes" }), 517],
  ["a bad education", profile({ Education: "some" }), 518],
  ["a bad marital status", profile({ Married: true }), 519],
  ["a bad age", profile({ Age: "30" }), 520],
  ["milliseconds", profile({}, { ts: 1_767_225_600_000 }), 525],
  ["a date as text", event({ ts: "2026-01-01" }), 525],
  ["an event without a name", event({ evtName: "" }), 509],
  ["an event that is not an object", event({ evtData: "x" }), 512],
  ["a nested event", event({ evtData: { Items: items } }), 512],
  ["items of a charge", event({ evtName: "Charged", evtData: { Items: items } }), null],
  ["256 properties", event({ evtData: properties(256) }), null],
  ["257 properties", event({ evtData: properties(257) }), 522],
  ["a name that is kept", event({ evtName: "App Launched" }), 513],
  ["a name that is kept, in small letters", event({ evtName: "notification sent" }), 513],
  ["a name that is kept, with other spaces", event({ evtName: "AppLaunched " }), 513],
  ["a name of spaces", event({ evtName: "  " }), 509],
  ["another type", { type: "alias", identity: "u1" }, 524],
  ["a type like a built-in one", { type: "constructor", identity: "u1" }, 524],
  ["no record at all", "text", 524],
  ["a token", { type: "token", objectId: "o", tokenData: { id: "t", type: "fcm" } }, null],
  ["a token of nobody", { type: "token", tokenData: { id: "t", type: "fcm" } }, 530],
  ["a token without data", { type: "token", objectId: "o" }, 531],
  ["a token without an id", { type: "token", objectId: "o", tokenData: { type: "fcm" } }, 532],
  [
    "a token of a type that nobody has",
    { type: "token", objectId: "o", tokenData: { id: "t", type: "pager" } },
    534,
  ],
  ["a token without a type", { type: "token", objectId: "o", tokenData: { id: "t" } }, 533],
];

test.each(table)("%s", (_name, record, code) => {
  expect(judgeRecord(record)?.code ?? null).toBe(code);
});

test.each(table)("what becomes of %s is known before it is sent", (_name, record, code) => {
  const refused = lintRecord(record).some(({ severity }) => severity === "refuse");
  expect(refused).toBe(code !== null);
});
