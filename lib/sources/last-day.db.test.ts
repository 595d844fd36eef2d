import { expect, test } from "vitest";
import { advance } from "../events/log.ts";
import { sourceHours } from "../events/source-hours.ts";
import { deleteSourceHours } from "../events/source-hours-store.ts";
import { fixedClock } from "../kernel/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { createSource } from "./verbs/create-source.ts";
import { listSources } from "./verbs/list-sources.ts";

const database = testDatabase();
const call = { type: "track", event: "Paid", userId: "u1" };
const quiet = { accepted: 0, refused: 0, hours: Array.from({ length: 24 }, () => 0) };

async function ground() {
  const clock = fixedClock("2026-11-20T10:20:00.000Z");
  const made = await ingestGround(database.db, clock);
  await database.db.prisma.eventCursor.create({
    data: { workspaceId: made.workspaceId, consumer: sourceHours.name },
  });
  const stored = () => database.db.prisma.event.count({ where: { workspaceId: made.workspaceId } });
  const counted = async () => {
    const rows = await database.db.prisma.sourceHour.findMany({ where: { workspaceId: made.workspaceId } });
    return rows.reduce((sum, row) => sum + Number(row.accepted), 0);
  };
  /** Lets the reader catch up: a window waits for whatever transaction still runs on this server. */
  const catchUp = async () => {
    const system = { ...made.ctx, actor: { kind: "system" as const, name: "Junction" } };
    while ((await counted()) < (await stored())) {
      await advance(system, sourceHours, made.workspaceId);
    }
    await advance(system, sourceHours, made.workspaceId);
  };
  return { ...made, clock, catchUp, send: sender(made.ctx, made.key) };
}

test("a source shows what it alone accepted and refused, hour by hour, and nothing older than a day", async () => {
  const { ctx, clock, send, catchUp, sourceId } = await ground();
  const other = await createSource(ctx, { name: "Other", platform: "ios" });
  await send("track", call);
  clock.advance(13 * 60_000);
  await send("batch", { batch: [call, call] });
  await catchUp();
  const before = (await listSources(ctx, {})).items.find((source) => source.id === sourceId);
  expect(before?.lastDay).toMatchObject({ accepted: 3, refused: 0 });
  expect(before?.lastDay.hours.at(-1)).toBe(3);

  clock.advance(22 * 3_600_000);
  await send("track", { ...call, event: "" });
  await sender(ctx, other.writeKey.key)("track", call);
  await catchUp();
  const { items } = await listSources(ctx, {});
  const day = items.find((source) => source.id === sourceId)?.lastDay;
  expect(day).toMatchObject({ accepted: 3, refused: 1 });
  expect([day?.hours[1], day?.hours.at(-1)]).toEqual([3, 1]);
  expect(items.find((source) => source.id === other.source.id)?.lastDay).toMatchObject({
    accepted: 1,
    refused: 0,
  });

  clock.advance(2 * 3_600_000);
  const later = (await listSources(ctx, {})).items.find((source) => source.id === sourceId);
  expect(later?.lastDay).toMatchObject({ accepted: 0, refused: 1 });
  expect(later?.lastCallAt).toBe("2026-11-21T08:33:00.000Z");
});

test("every call is counted once, however often the reader comes by, and repeats are no calls", async () => {
  const { ctx, send, catchUp } = await ground();
  const known = { ...call, messageId: "m-1" };
  await send("batch", { batch: [known, known, call] });
  await catchUp();
  await catchUp();
  await send("track", known);
  await send("track", call);
  await catchUp();
  expect((await listSources(ctx, {})).items[0]?.lastDay.accepted).toBe(3);
});

test("refused calls are counted beyond those that are kept for the debugger", async () => {
  const { ctx, clock, send, workspaceId } = await ground();
  for (let sent = 0; sent < 60; sent += 1) {
    await send("track", { ...call, event: "" });
  }
  clock.advance(1_000);
  await send("track", { ...call, event: "" });
  expect(await database.db.prisma.refusedCall.count({ where: { workspaceId } })).toBe(21);
  expect((await listSources(ctx, {})).items[0]?.lastDay).toMatchObject({ accepted: 0, refused: 61 });
});

test("a source that nothing was sent to is quiet, and another workspace's calls do not show", async () => {
  const busy = await ground();
  await busy.send("track", call);
  await busy.catchUp();
  const { ctx } = await ground();
  expect((await listSources(ctx, {})).items).toMatchObject([{ lastDay: quiet, lastCallAt: null }]);
});

test("old hours are forgotten, newer ones stay", async () => {
  const { clock, send, catchUp, workspaceId } = await ground();
  await send("track", call);
  await catchUp();
  clock.advance(3 * 3_600_000);
  await send("track", call);
  await catchUp();
  const hours = async () =>
    (await database.db.prisma.sourceHour.findMany({ where: { workspaceId } })).map((row) =>
      row.hour.toISOString(),
    );
  expect((await hours()).sort()).toEqual(["2026-11-20T10:00:00.000Z", "2026-11-20T13:00:00.000Z"]);
  await deleteSourceHours(database.db, new Date("2026-11-20T12:00:00.000Z"));
  expect(await hours()).toEqual(["2026-11-20T13:00:00.000Z"]);
});
