import { expect, it } from "vitest";
import { estimate, estimateAll, INDEXED_END, INDEXED_OF, sampleEnd } from "./sample.ts";

it("a sample is some of those whom the index holds, fewer the more they are", () => {
  expect(INDEXED_END).toBe("04000000");
  expect(sampleEnd(4_000)).toBe(INDEXED_END);
  expect(sampleEnd(1_000)).toBe(INDEXED_END);
  expect(sampleEnd(8_000)).toBe("02000000");
  expect(sampleEnd(4_000_000)).toBe("00010624");
});

it("what is found stands for all, and what is not found may still be somebody", () => {
  const sample = { indexed: 15_625, looked: 4_000 };
  expect(estimate(1_000, sample)).toEqual({ value: 250_000, error: 14_181 });
  expect(estimate(0, sample).value).toBe(0);
  expect(estimate(0, sample).error).toBeGreaterThan(900);
  expect(estimate(4_000, sample).value).toBe(1_000_000);
  expect(estimateAll(sample)).toEqual({ value: 1_000_000, error: 15_558 });
});

it("the number lies within the error in about 95 of 100 draws, for rare and for frequent ones", () => {
  // A generator with a seed: the same draws in every run.
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const [all, draws] = [20_000, 60];
  for (const share of [0.002, 0.03, 0.5]) {
    let within = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const sample = { indexed: 0, looked: 0 };
      let found = 0;
      for (let person = 0; person < all; person += 1) {
        const end = random() * INDEXED_OF;
        sample.indexed += end < 1 ? 1 : 0;
        sample.looked += end < 1 ? 1 : 0;
        found += end < 1 && random() < share ? 1 : 0;
      }
      const { value, error } = estimate(found, sample);
      within += Math.abs(value - all * share) <= error ? 1 : 0;
    }
    expect(within / draws).toBeGreaterThan(0.93);
  }
});
