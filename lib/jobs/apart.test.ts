import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "../context.ts";
import type { Logger } from "../kernel/logger.ts";
import { Apart } from "./apart.ts";

const lines: object[] = [];
const tell = (fields: object): void => {
  lines.push(fields);
};
const log: Logger = { debug: tell, info: tell, warn: tell, error: tell };
const ctx = { log } as Ctx;
const broken = async () => {
  throw new Error("out of order");
};

beforeEach(() => {
  lines.length = 0;
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => void vi.useRealTimers());

it("leaves one that failed alone for a while, longer each time, and tells of it once until it succeeds", async () => {
  const apart = new Apart("thing");
  const work = vi.fn(broken);
  expect(await apart.work(ctx, "a", work)).toBeNull();
  expect(await apart.work(ctx, "a", work)).toBeNull();
  expect(work).toHaveBeenCalledTimes(1);
  expect(await apart.work(ctx, "b", async () => 1)).toBe(1);
  expect(apart.resting()).toEqual(["a"]);
  for (let times = 2; times <= 8; times += 1) {
    // Never longer than a minute.
    vi.advanceTimersByTime(60_000);
    expect(apart.resting()).toEqual([]);
    await apart.work(ctx, "a", work);
    expect(work).toHaveBeenCalledTimes(times);
  }
  expect(lines).toEqual([{ thing: "a", err: new Error("out of order") }]);
  // By now it rests for six seconds at least.
  vi.advanceTimersByTime(5_900);
  expect(apart.resting()).toEqual(["a"]);
  vi.advanceTimersByTime(60_000);
  expect(await apart.work(ctx, "a", async () => 2)).toBe(2);
  await apart.work(ctx, "a", broken);
  expect(lines).toHaveLength(2);
});

it("goes on to the next one behind one that failed", async () => {
  const apart = new Apart("thing");
  const due = new Set(["a", "b"]);
  const done: string[] = [];
  const next = () =>
    apart.workOnNext(ctx, async (take) => {
      const key = [...due].find((each) => !apart.resting().includes(each));
      if (key === undefined) {
        return false;
      }
      take(key);
      if (key === "a") {
        return broken();
      }
      done.push(key);
      return due.delete(key);
    });
  expect([await next(), await next(), await next()]).toEqual([true, true, false]);
  expect(done).toEqual(["b"]);
  expect([...due]).toEqual(["a"]);
});

it("throws on what is nobody's failure: a database that is away, and a search that fails", async () => {
  const apart = new Apart("thing");
  const away = Object.assign(new Error("Connection terminated"), { code: "57P01" });
  const lose = async () => {
    throw away;
  };
  await expect(apart.work(ctx, "a", lose)).rejects.toBe(away);
  await expect(
    apart.workOnNext(ctx, async (take) => {
      take("a");
      return lose();
    }),
  ).rejects.toBe(away);
  await expect(apart.workOnNext(ctx, broken)).rejects.toThrow("out of order");
  expect([apart.resting(), lines]).toEqual([[], []]);
});
