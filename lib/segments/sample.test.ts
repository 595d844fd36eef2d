import { expect, it } from "vitest";
import { estimate, estimateAll, INDEXED_END, INDEXED_OF, sampleEnd } from "./sample.ts";

it("a sample is some of those whom the index holds, fewer the more they are", () => {
  expect(INDEXED_END).toBe("10000000");
  expect(sampleEnd(4_000)).toBe(INDEXED_END);
  expect(sampleEnd(1_000)).toBe(INDEXED_END);
  expect(sampleEnd(8_000)).toBe("08000000");
  expect(sampleEnd(4_000_000)).toBe("00041893");
});

it("what is found stands for all, and what is not found may still be somebody", () => {
  const sample = { indexed: 62_500, looked: 4_000 };
  expect(estimate(1_000, sample)).toEqual({ value: 250_000, error: 13_768 });
  expect(estimate(0, sample).value).toBe(0);
  expect(estimate(0, sample).error).toBeGreaterThan(900);
  expect(estimate(4_000, sample).value).toBe(1_000_000);
  expect(estimateAll(sample)).toEqual({ value: 1_000_000, error: 7_592 });
});

it("the number lies within the error in about 95 of 100 draws, for rare and for frequent ones", () => {
  // A generator with a seed: the same draws in every run.
  let state = 42;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const [all, draws] = [8_000, 100];
  for (const share of [0.002, 0.03, 0.5]) {
    let within = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const sample = { indexed: 0, looked: 0 };
      let [found, meant] = [0, 0];
      for (let person = 0; person < all; person += 1) {
        const isIndexed = random() * INDEXED_OF < 1;
        const isMeant = random() < share;
        sample.indexed += Number(isIndexed);
        meant += Number(isMeant);
        found += Number(isIndexed && isMeant);
      }
      const { value, error } = estimate(found, { ...sample, looked: sample.indexed });
      within += Number(Math.abs(value - meant) <= error);
    }
    expect(within / draws).toBeGreaterThan(0.93);
  }
});
