import { describe, expect, it } from "vitest";
import { firstDay, sizeSeries } from "./size-series.ts";

describe("the size of a segment by day", () => {
  it("has a point for every day, over the end of a month, and ends today", () => {
    expect(firstDay("7d", "2026-03-02")).toBe("2026-02-24");
    const days = sizeSeries("7d", { before: 3, rows: [], today: "2026-03-02" }).map(({ day }) => day);
    expect([days.length, days[0], days.at(-1)]).toEqual([7, "2026-02-24", "2026-03-02"]);
    expect(sizeSeries("90d", { before: 3, rows: [], today: "2026-03-02" })).toHaveLength(90);
  });

  it("carries the last size over days without changes", () => {
    const rows = [
      { day: "2026-02-25", people: 5, entered: 2, left: 0 },
      { day: "2026-02-28", people: 0, entered: 1, left: 6 },
    ];
    const points = sizeSeries("7d", { before: 3, rows, today: "2026-03-02" });
    expect(points.map(({ people }) => people)).toEqual([3, 5, 5, 5, 0, 0, 0]);
    expect(points.map(({ entered, left }) => [entered, left])).toEqual([
      [0, 0],
      [2, 0],
      [0, 0],
      [0, 0],
      [1, 6],
      [0, 0],
      [0, 0],
    ]);
  });

  it("is unknown before the segment was first counted", () => {
    const rows = [{ day: "2026-03-01", people: 4, entered: 0, left: 0 }];
    const points = sizeSeries("7d", { before: null, rows, today: "2026-03-02" });
    expect(points.map(({ people }) => people)).toEqual([null, null, null, null, null, 4, 4]);
  });
});
