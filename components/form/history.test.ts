import { expect, test } from "vitest";
import { type Steps, settled, stepBack, stepForth, stepTo } from "./history.ts";

const start: Steps<number> = { past: [], now: 0, future: [] };

test("each step can be taken back and done again", () => {
  const two = stepTo(stepTo(start, 1, false), 2, false);
  const back = stepBack(two);
  expect(back?.now).toBe(1);
  expect(back && stepForth(back)).toEqual(two);
  expect(stepBack(start)).toBeNull();
  expect(stepForth(two)).toBeNull();
});

test("what is typed in one go is one step", () => {
  const typed = stepTo(stepTo(stepTo(start, 1, false), 2, true), 3, true);
  expect(stepBack(typed)?.now).toBe(0);
});

test("the first change is a step however fast it came", () => {
  expect(stepBack(stepTo(start, 1, true))?.now).toBe(0);
});

test("what settles by itself is no step, and does not end what could be done again", () => {
  expect(settled(start, 1)).toEqual({ past: [], now: 1, future: [] });
  const back = stepBack(stepTo(start, 1, false)) ?? start;
  expect(stepForth(settled(back, 5))?.now).toBe(1);
});

test("a change after a step back ends what could be done again", () => {
  const back = stepBack(stepTo(start, 1, false)) ?? start;
  expect(stepForth(stepTo(back, 5, false))).toBeNull();
});

test("the oldest of very many steps are forgotten", () => {
  let steps = start;
  for (let at = 1; at <= 500; at += 1) {
    steps = stepTo(steps, at, false);
  }
  expect(steps.past).toHaveLength(200);
  expect(steps.past.at(-1)).toBe(499);
});
