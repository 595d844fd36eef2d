import { expect, test } from "vitest";
import { newId } from "./ids.ts";

const AT = Date.parse("2026-05-01T10:30:00.123Z");
const msOf = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("ids are UUIDs of version 7 that carry their millisecond", () => {
  const id = newId(AT);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(msOf(id)).toBe(AT);
});

test("a hundred thousand ids of one millisecond sort as they were made, and no two are alike", () => {
  const ids = Array.from({ length: 100_000 }, () => newId(AT + 1));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => msOf(id) === AT + 1)).toBe(true);
});

test("ids of the clock keep their order among ids of another moment", () => {
  const old: string[] = [];
  const ids = Array.from({ length: 10_000 }, () => {
    old.push(newId(AT - 86_400_000));
    return newId();
  });
  expect([...ids].sort()).toEqual(ids);
  expect([...old].sort()).toEqual(old);
});

test("an id of a later millisecond sorts behind all earlier ones", () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => newId(AT + 2 + Math.floor(index / 10)));
  expect([...ids].sort()).toEqual(ids);
});
