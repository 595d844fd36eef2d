import { expect, it } from "vitest";
import { updateWorkspace } from "../../access/verbs/update-workspace.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { testMember } from "../../testing/actors.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import type { ExportWorld } from "../../testing/export-world.ts";
import { makeExport, storedExport } from "../../testing/make-export.ts";
import { workExports } from "../../testing/work-exports.ts";

const { newWorld } = exportSuite();

const moves = async (world: ExportWorld, timeZone: string) =>
  updateWorkspace(await testMember(world.ctx, "admin"), { timeZone });

const planned = async (world: ExportWorld, id: string) => {
  const { start_at, next_run_at, range_from, range_to } = await storedExport(world, id);
  return [start_at, next_run_at, range_from, range_to].map((at) => at?.toISOString() ?? null);
};

it("an export that begins on a later day begins at that day's midnight on new clocks, with the same days", async () => {
  const clock = fixedClock(new Date("2026-03-28T12:00:00Z"));
  const world = await newWorld({ clock, timeZone: "Europe/Berlin" });
  const once = await makeExport(world, {
    date: "2026-03-30",
    range: { kind: "range", from: "2026-03-27", to: "2026-03-29" },
  });
  const often = await makeExport(world, { frequency: "recurring", everyHours: 4, date: "2026-03-30" });
  const live = await makeExport(world, { frequency: "live", date: "2026-03-30" });
  await moves(world, "America/New_York");
  // Berlin's clocks are put forward on the 29th, New York's were three weeks before.
  const midnight = "2026-03-30T04:00:00.000Z";
  expect(await planned(world, once.id)).toEqual([midnight, midnight, "2026-03-27T04:00:00.000Z", midnight]);
  expect(await planned(world, often.id)).toEqual([midnight, midnight, null, null]);
  expect(await planned(world, live.id)).toEqual([midnight, midnight, null, null]);
  await moves(world, "Europe/Berlin");
  const back = "2026-03-29T22:00:00.000Z";
  expect(await planned(world, once.id)).toEqual([back, back, "2026-03-26T23:00:00.000Z", back]);
});

it("what repeats goes on with the next slot of the new clocks, and what has begun keeps its days", async () => {
  const clock = fixedClock(new Date("2026-03-28T21:30:00Z"));
  const world = await newWorld({ clock, timeZone: "Asia/Kolkata" });
  const often = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  const daily = await makeExport(world, { frequency: "recurring", everyHours: 24 });
  await workExports(world.system);
  expect((await planned(world, often.id)).slice(0, 2)).toEqual([
    "2026-03-28T18:30:00.000Z",
    "2026-03-28T22:30:00.000Z",
  ]);
  const done = await makeExport(world);
  await workExports(world.system);
  const before = await planned(world, done.id);
  await moves(world, "Europe/Berlin");
  expect((await planned(world, often.id)).slice(0, 2)).toEqual([
    "2026-03-28T18:30:00.000Z",
    "2026-03-28T23:00:00.000Z",
  ]);
  expect((await planned(world, daily.id))[1]).toBe("2026-03-28T23:00:00.000Z");
  expect(await planned(world, done.id)).toEqual(before);
  // On the night of the change, 4 a.m. comes three hours after midnight.
  clock.advance(90 * 60_000);
  await workExports(world.system);
  expect((await planned(world, often.id))[1]).toBe("2026-03-29T02:00:00.000Z");
});

it("nothing leaves at once because a time zone is corrected: a day that has begun there keeps its moment", async () => {
  const clock = fixedClock(new Date("2026-03-11T20:00:00Z"));
  const world = await newWorld({ clock, timeZone: "America/New_York" });
  const often = await makeExport(world, { frequency: "recurring", everyHours: 24, date: "2026-03-12" });
  const midnight = "2026-03-12T04:00:00.000Z";
  await moves(world, "Asia/Tokyo");
  expect((await planned(world, often.id)).slice(0, 2)).toEqual([midnight, midnight]);
  expect(await workExports(world.system)).toBe(0);
});
