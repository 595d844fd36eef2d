import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { journeyCompareMessages } from "../../messages/journey-compare.ts";
import { nodeSamples } from "../../testing/journey-nodes.ts";
import { nodeKinds } from "../nodes/catalog.ts";
import { changedParts } from "./changed-parts.ts";

const path = (id: string, name: string, percent: number) => ({ id, name, percent });
const pair = (key: string, value: string) => ({ key, value });

const cases: [string, JsonObject, JsonObject, unknown[]][] = [
  ["nothing, whatever the order of keys", { a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }, []],
  [
    "a setting that came and one that went",
    { timeout: { count: 1, unit: "days" }, filter: null },
    { filter: { match: "all" } },
    [
      { field: "timeout", of: "", before: { count: 1, unit: "days" }, after: null },
      { field: "filter", of: "", before: null, after: { match: "all" } },
    ],
  ],
  [
    "one text of a message, and one pair of it",
    { content: { subject: "Hi", html: "<p>", keyValues: [pair("a", "1"), pair("b", "2")] } },
    { content: { subject: "Hello", html: "<p>", keyValues: [pair("b", "3"), pair("a", "1")] } },
    [
      { field: "subject", of: "", before: "Hi", after: "Hello" },
      { field: "keyValues", of: "b", before: pair("b", "2"), after: pair("b", "3") },
    ],
  ],
  [
    "the text of a body, but a body of another kind as a whole",
    { content: { body: { kind: "json", text: "1" } } },
    { content: { body: { kind: "json", text: "2" } } },
    [{ field: "text", of: "", before: "1", after: "2" }],
  ],
  [
    "shares of paths, one that is new and one that is gone",
    { paths: [path("a", "", 50), path("b", "Bee", 50)] },
    { paths: [path("a", "", 30), path("c", "", 70)] },
    [
      { field: "percent", of: "Path 1", before: 50, after: 30 },
      { field: "paths", of: "Path 2", before: null, after: path("c", "", 70) },
      { field: "paths", of: "Bee", before: path("b", "Bee", 50), after: null },
    ],
  ],
  [
    "paths in another order: the first that fits is taken",
    { paths: [path("a", "A", 1), path("b", "B", 2)] },
    { paths: [path("b", "B", 2), path("a", "A", 1)] },
    [{ field: "order", of: "", before: ["A", "B"], after: ["B", "A"] }],
  ],
  [
    "paths of one name apart",
    { paths: [path("a", "Gold", 50), path("b", "Gold", 50)] },
    { paths: [path("a", "Gold", 40), path("b", "Gold", 60)] },
    [
      { field: "percent", of: "Gold 1", before: 50, after: 40 },
      { field: "percent", of: "Gold 2", before: 50, after: 60 },
    ],
  ],
  [
    "a list as a whole whose entries cannot be told apart",
    { keyValues: [pair("a", "1"), pair("a", "2")] },
    { keyValues: [pair("a", "1")] },
    [
      {
        ...{ field: "keyValues", of: "" },
        before: [pair("a", "1"), pair("a", "2")],
        after: [pair("a", "1")],
      },
    ],
  ],
];

it.each(cases)("tells %s", (_name, before, after, parts) => {
  expect(changedParts(before, after)).toEqual(parts);
});

it("every setting of a node, and of what it sends, is called something", () => {
  const called = new Set(Object.keys(journeyCompareMessages.fields));
  const fields = nodeKinds.flatMap(({ id, channel }) => [
    ...Object.keys(nodeSamples[id] ?? {}),
    ...Object.keys(channel?.blank ?? {}),
  ]);
  expect(fields.filter((field) => !called.has(field))).toEqual([]);
});
