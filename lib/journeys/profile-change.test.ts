import { expect, it } from "vitest";
import type { Json, JsonObject } from "../kernel/json.ts";
import { profileChanges, withChanges } from "./profile-change.ts";

const options = { now: new Date("2026-03-10T09:00:00Z"), timeZone: "UTC" };
const change = (
  how: "set" | "add" | "remove",
  value: string,
  properties: JsonObject = {},
  event: JsonObject = {},
) => profileChanges(properties, [{ property: "p", how, value }], { properties: event }, options);

it.each<[string, Json]>([
  ["true", true],
  ["42", 42],
  ["-1.5", -1.5],
  ["042", "042"],
  ["9007199254740993", "9007199254740993"],
  ["1e3", "1e3"],
  ["Infinity", "Infinity"],
  ["NaN", "NaN"],
  ["gold", "gold"],
])("sets %s as what it is, and nothing that JSON cannot hold", (text, value) => {
  const changes = change("set", text);
  expect(changes).toEqual({ p: value });
  expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
});

it("sets what PostgreSQL can hold, whatever filters leave of a text", () => {
  expect(change("set", "{{ Event.title | split: '' | first }}", {}, { title: "😀" })).toEqual({ p: "😀" });
  expect(change("set", "{{ Event.title }}", {}, { title: "a\ud83d" })).toEqual({ p: "a\ufffd" });
  expect(change("set", "{{ Event.code | url_decode }}", {}, { code: "a%00b" })).toEqual({ p: "ab" });
});

it("adds to a list each value once, makes one of a single value, and keeps the newest hundred", () => {
  expect(change("add", "b", { p: "a" })).toEqual({ p: ["a", "b"] });
  expect(change("add", "a", { p: ["a", "b"] })).toEqual({ p: ["a", "b"] });
  expect(change("add", "a")).toEqual({ p: ["a"] });
  const many = Array.from({ length: 100 }, (_, n) => n);
  expect(change("add", "100", { p: many })).toEqual({ p: [...many.slice(1), 100] });
});

it("removes from a list, and changes nothing where there is none or the event has no such value", () => {
  expect(change("remove", "a", { p: ["a", "b"] })).toEqual({ p: ["b"] });
  expect(change("remove", "a")).toEqual({});
  expect(change("remove", "a", { p: ["b"] })).toEqual({});
  expect(change("remove", "a", { p: "b" })).toEqual({});
  expect(change("set", "{{ Event.missing }}", { p: "a" })).toEqual({});
  expect(change("set", "{{ Event.size }}", {}, { size: 3 })).toEqual({ p: 3 });
});

it("takes the property away with the last of its values, as CleverTap does", () => {
  for (const p of ["a", ["a"], ["a", "a"]]) {
    expect(change("remove", "a", { p, q: 1 })).toEqual({ p: null });
  }
  expect(withChanges({ p: ["a"], q: 1 }, { p: null, r: 2 })).toEqual({ q: 1, r: 2 });
});
