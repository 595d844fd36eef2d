import { expect, test } from "vitest";
import { segmentKit } from "../../partners/segment/kit.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents } from "../../testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { workExports } from "../../testing/work-exports.ts";
import { previewStop } from "../verbs/preview-stop.ts";
import { stopExport } from "../verbs/stop-export.ts";

const { database, partner, newWorld } = exportSuite();

test("a stopped export sends no further batch, and what was on its way is counted", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 20_000, from: yesterdayNoon(world) });
  const created = await makeExport(world);
  let held = 0;
  let arrivedAfter = 0;
  let stopDone = false;
  let letGo: () => void = () => {};
  const stopOver = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  partner.misbehave = async ({ index }) => {
    if (stopDone) {
      arrivedAfter += 1;
    }
    if (index >= 3) {
      held += 1;
      // Stopped when the partner holds as many as may be on their way: then none is between leaving and arriving.
      if (held === segmentKit.limits.inFlight) {
        const preview = await previewStop(world.ctx, { id: created.id });
        expect(preview.notSent).toBeGreaterThan(10_000);
        await stopExport(world.ctx, { id: created.id });
        stopDone = true;
        letGo();
      }
      await stopOver;
    }
    return undefined;
  };
  await workExports(world.system);
  expect(stopDone).toBe(true);
  expect(arrivedAfter).toBe(0);
  const after = await storedExport(world, created.id);
  expect(after).toMatchObject({
    status: "STOPPED",
    outcome: "stopped",
    outcome_reason: "Stopped by Mara",
    stopped_by: "Mara",
  });
  expect(Number(after.accepted)).toBe(partner.messages.size);
  expect(partner.messages.size).toBeLessThan(20_000);
  const calls = partner.calls.length;
  await workExports(world.system);
  expect(partner.calls.length).toBe(calls);
  const audit = await database.db.prisma.auditEntry.findMany({ where: { objectId: created.id } });
  expect(audit.map((entry) => entry.action).sort()).toEqual(["export.created", "export.stopped"]);
});

test("a stop while the partner is away ends the waiting", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 50, from: yesterdayNoon(world) });
  const created = await makeExport(world);
  partner.misbehave = async ({ index }) => {
    if (index === 5) {
      await stopExport(world.ctx, { id: created.id });
    }
    return { status: 503 };
  };
  await workExports(world.system);
  expect(partner.calls.length).toBe(6);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "STOPPED", waiting: null });
});

test.each(["recurring", "live"] as const)(
  "a %s export that waits can be stopped and never runs again",
  async (frequency) => {
    const world = await newWorld();
    const everyHours = frequency === "recurring" ? 4 : undefined;
    const created = await makeExport(world, { frequency, everyHours });
    await workExports(world.system);
    await stopExport(world.ctx, { id: created.id });
    await addEvents(database.db, world.workspaceId, { count: 5, from: new Date() });
    await database.db.sql(`update exports set next_run_at = null where id = $1::uuid`, [created.id]);
    await workExports(world.system);
    expect(partner.messages.size).toBe(0);
    expect(await storedExport(world, created.id)).toMatchObject({ status: "STOPPED", next_run_at: null });
  },
);

test("between two runs the dialog tells what the earlier ones sent", async () => {
  const world = await newWorld();
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  expect((await previewStop(world.ctx, { id: created.id })).words).toMatch(/^Nothing has been sent yet\./);
  await addEvents(database.db, world.workspaceId, { count: 7, from: new Date() });
  await workExports(world.system);
  expect(await previewStop(world.ctx, { id: created.id })).toEqual({
    notSent: null,
    inFlight: false,
    words: "7 records have been sent so far. Later runs do not take place.",
  });
});

test("an export that is done or stopped cannot be stopped and says why", async () => {
  const world = await newWorld();
  const created = await makeExport(world);
  await workExports(world.system);
  await expect(stopExport(world.ctx, { id: created.id })).rejects.toMatchObject({
    code: "precondition",
    message: expect.stringContaining("done"),
  });
});

test("somebody who may only look cannot stop", async () => {
  const world = await newWorld();
  const created = await makeExport(world);
  const viewer = { ...world.ctx, actor: { kind: "key", id: "k", name: "Reader", role: "viewer" } as const };
  await expect(stopExport(viewer, { id: created.id })).rejects.toMatchObject({ code: "forbidden" });
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING" });
});
