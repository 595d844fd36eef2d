import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { groupWriter } from "./group-writer.ts";

type Write = { items: string[]; next: () => void; done: () => void; failed: (error: unknown) => void };

function ground(writers = 1) {
  const writes: Write[] = [];
  const writer = groupWriter<string>({
    writers,
    sizeOf: () => 1,
    write: (items, next) =>
      new Promise<void>((done, failed) => {
        writes.push({ items, next, done, failed });
      }),
  });
  return {
    writes,
    write: (item: string) => writer.write(item),
    groups: () => writes.map(({ items }) => items),
  };
}

test("what comes while one write is under way goes into the next", async () => {
  const { writes, write, groups } = ground();
  const all = [write("a"), write("b")];
  await sleep(5);
  all.push(write("c"), write("d"));
  await sleep(5);
  expect(groups()).toEqual([["a", "b"]]);
  writes[0]?.done();
  await sleep(5);
  expect(groups()).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  writes[1]?.done();
  await Promise.all(all);
});

test("a write that says so lets the next one begin, and its own callers wait for its end", async () => {
  const { writes, write, groups } = ground();
  const told: string[] = [];
  const first = write("a").then(() => told.push("a"));
  await sleep(5);
  const second = write("b").then(() => told.push("b"));
  writes[0]?.next();
  await sleep(5);
  expect(groups()).toEqual([["a"], ["b"]]);
  // The end of the first must not count as room for a third.
  writes[0]?.done();
  const third = write("c").then(() => told.push("c"));
  await sleep(5);
  expect(groups()).toHaveLength(2);
  expect(told).toEqual(["a"]);
  writes[1]?.done();
  await sleep(5);
  writes[2]?.done();
  await Promise.all([first, second, third]);
  expect(told).toEqual(["a", "b", "c"]);
});

test("one bad item of a group fails alone", async () => {
  const { writes, write, groups } = ground();
  const results = Promise.allSettled([write("good"), write("bad")]);
  await sleep(5);
  writes[0]?.failed(new Error("both"));
  await sleep(5);
  writes[1]?.done();
  await sleep(5);
  writes[2]?.failed(new Error("bad one"));
  expect(await results).toEqual([
    { status: "fulfilled", value: undefined },
    { status: "rejected", reason: new Error("bad one") },
  ]);
  expect(groups()).toEqual([["good", "bad"], ["good"], ["bad"]]);
});
