import { expect, it } from "vitest";
import { seriesStart, sizeSeries } from "../size-series.ts";

const now = new Date("2026-11-23T12:34:00Z");
const hour = (at: string, size: number, joined = 0, left = 0) => ({ hour: new Date(at), size, joined, left });

it("hours in which nothing changed have the size of the hour before them", () => {
  const hours = [hour("2026-11-23T03:00:00Z", 12, 5, 3), hour("2026-11-23T12:00:00Z", 11, 0, 1)];
  const points = sizeSeries("24h", { before: 10, hours, now, zone: "UTC" });
  expect(points).toHaveLength(24);
  expect(points[0]).toEqual({ at: "2026-11-22T13:00:00.000Z", size: 10, joined: 0, left: 0 });
  expect(points.slice(13, 16).map((point) => point.size)).toEqual([10, 12, 12]);
  expect(points[14]).toMatchObject({ joined: 5, left: 3 });
  expect(points.at(-1)).toEqual({ at: "2026-11-23T12:00:00.000Z", size: 11, joined: 0, left: 1 });
});

it("days are those of the workspace's time zone, its clock changes included", () => {
  const hours = [
    hour("2026-10-25T21:00:00Z", 3, 3),
    hour("2026-10-25T22:00:00Z", 5, 2),
    hour("2026-10-25T23:00:00Z", 6, 1),
  ];
  const points = sizeSeries("90d", { before: 0, hours, now, zone: "Europe/Berlin" });
  expect(points).toHaveLength(90);
  const day = points.find((point) => point.at === "2026-10-24T22:00:00.000Z");
  expect(day).toMatchObject({ size: 5, joined: 5 });
  expect(points.find((point) => point.at === "2026-10-25T23:00:00.000Z")).toMatchObject({
    size: 6,
    joined: 1,
  });
  expect(seriesStart("90d", now, "Europe/Berlin").toISOString()).toBe(points[0]?.at);
});
