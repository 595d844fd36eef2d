import { describe, expect, it } from "vitest";
import { isRefusedRecord, misbehaviour } from "./faults.ts";

const failures = (faults: Parameters<typeof misbehaviour>[0], requests: number) =>
  Array.from({ length: requests }, (_, index) => misbehaviour(faults, index + 1).failure !== null);

describe("the sandbox's faults", () => {
  it("hit every request unless told otherwise", () => {
    expect(failures({ status: 500 }, 3)).toEqual([true, true, true]);
  });

  it("hit every nth request", () => {
    expect(failures({ status: 500, everyNth: 3 }, 6)).toEqual([false, false, true, false, false, true]);
  });

  it("end after the number of requests that was asked for", () => {
    expect(failures({ status: 429, forRequests: 2 }, 4)).toEqual([true, true, false, false]);
    expect(misbehaviour({ delayMs: 50, forRequests: 2 }, 3).delayMs).toBe(0);
  });

  it("say when to come back with 429 only", () => {
    expect(misbehaviour({ status: 429, retryAfterS: 7 }, 1).failure).toEqual({ status: 429, retryAfterS: 7 });
    expect(misbehaviour({ status: 503, retryAfterS: 7 }, 1).failure).toEqual({
      status: 503,
      retryAfterS: null,
    });
  });

  it("refuse about every nth record, and the same ones again", () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `message-${index}`);
    const refused = ids.filter((id) => isRefusedRecord(id, 50));
    expect(refused.length).toBeGreaterThan(300);
    expect(refused.length).toBeLessThan(500);
    expect(refused.every((id) => isRefusedRecord(id, 50))).toBe(true);
  });
});
