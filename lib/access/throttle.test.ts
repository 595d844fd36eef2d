import { expect, test } from "vitest";
import { accountPolicy, addressKey, attempt, type ThrottleState, whenAgain } from "./throttle.ts";

const start = new Date("2026-11-23T12:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);

function attemptsInARow(count: number, gapMs: number): { allowed: number; state: ThrottleState | null } {
  let state: ThrottleState | null = null;
  let allowed = 0;
  for (let index = 0; index < count; index += 1) {
    const verdict = attempt(state, later(index * gapMs), accountPolicy);
    if (verdict.allowed) {
      allowed += 1;
      state = verdict.next;
    }
  }
  return { allowed, state };
}

test("five attempts pass, the sixth waits", () => {
  expect(attemptsInARow(20, 1000).allowed).toBe(5);
});

test("each further attempt waits twice as long, at most half an hour", () => {
  let state: ThrottleState | null = null;
  let now = start;
  const locks: number[] = [];
  for (let index = 0; index < 12; index += 1) {
    const verdict = attempt(state, now, accountPolicy);
    expect(verdict.allowed).toBe(true);
    if (verdict.allowed) {
      state = verdict.next;
      const lockMs = state.lockedUntil ? state.lockedUntil.getTime() - now.getTime() : 0;
      locks.push(lockMs / 60_000);
      now = new Date(now.getTime() + lockMs + 1);
    }
  }
  expect(locks).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
});

test("a refused attempt says until when and an hour of quiet forgets all", () => {
  const { state } = attemptsInARow(5, 0);
  const refused = attempt(state, later(1000), accountPolicy);
  expect(refused).toEqual({ allowed: false, until: later(60_000) });
  const afterwards = attempt(state, later(60 * 60_000 + 1), accountPolicy);
  expect(afterwards).toMatchObject({ allowed: true, next: { failures: 1, lockedUntil: null } });
});

test("an IPv6 customer counts as one address, a mapped IPv4 as itself, nonsense as none", () => {
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8:1:2:ffff::1")).toBe("2001:db8:1:2::/64");
  expect(addressKey("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(addressKey("192.0.2.7")).toBe("192.0.2.7");
  expect(addressKey("unknown, 10.0.0.1")).toBeNull();
  expect(addressKey("")).toBeNull();
});

test("the wait is told in the larger unit and as a time of day", () => {
  expect(whenAgain(later(30_000), start).text).toBe("Try again in 30 seconds, at 12:00 UTC.");
  expect(whenAgain(later(90_000), start)).toEqual({
    text: "Try again in 2 minutes, at 12:01 UTC.",
    retryAfterS: 90,
  });
});
