import fc from "fast-check";
import { expect, test } from "vitest";
import { isoMoments } from "./iso-moments.ts";

test("every moment reads as the one way to write it, whatever came before it", () => {
  const min = Date.parse("-000001-01-01T00:00:00Z");
  const max = Date.parse("+010001-01-01T00:00:00Z");
  const moment = fc.integer({ min, max });
  fc.assert(
    fc.property(
      moment,
      fc.array(fc.oneof(moment, fc.integer({ min: 0, max: 180_000 }))),
      (first, moments) => {
        const iso = isoMoments();
        for (const ms of [first, first + 1, ...moments]) {
          expect(iso(ms)).toBe(new Date(ms).toISOString());
        }
      },
    ),
  );
});
