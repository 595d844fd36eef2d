import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { archiveSegment } from "../../segments/verbs/archive-segment.ts";
import { testDatabase } from "../../testing/database.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { membersInOrder } from "../member-list-store.ts";
import { followSegments } from "../segments/follow-segment.ts";
import { createAudience } from "../verbs/create-audience.ts";
import { deleteAudience } from "../verbs/delete-audience.ts";
import { getAudience } from "../verbs/get-audience.ts";

const database = testDatabase();
const bought = { groups: [{ conditions: [{ kind: "did", events: [{ name: "Bought" }] }] }] };

async function membersOf(ground: SegmentGround, audienceId: string): Promise<string[]> {
  const where = { workspaceId: ground.workspaceId, audienceId };
  return (await membersInOrder(database.db, where, null, 1_000)).map(({ identity }) => identity);
}

async function inStep(ground: SegmentGround): Promise<void> {
  await othersAreDone(database.db);
  while (await followSegments(ground.ctx)) {}
}

it("an audience of a segment holds its people, and follows who enters, leaves or comes to be known", async () => {
  const ground = await segmentGround(database.db, "2026-03-10T12:00:00.000Z");
  const buys = (userId: string) => ({ type: "track", userId, event: "Bought", properties: {} });
  await ground.batch(buys("ada"), buys("ben"), {
    type: "track",
    anonymousId: "a-1",
    event: "Bought",
    properties: {},
  });
  const segment = await ground.make("live", {
    groups: [
      ...bought.groups,
      {
        conditions: [
          { kind: "property", path: ["plan"], test: { type: "text", op: "not_equals", value: "left" } },
        ],
      },
    ],
  });
  const { audience } = await createAudience(ground.ctx, {
    name: "Buyers",
    description: "",
    origin: "segment",
    segment: { segmentId: segment.id, identifier: "user_id" },
  });
  await inStep(ground);
  // The segment is not worked out yet.
  expect(await membersOf(ground, audience.id)).toEqual([]);
  await ground.refresh();
  await inStep(ground);
  expect(await membersOf(ground, audience.id)).toEqual(["ada", "ben"]);

  ground.clock.advance(1_000);
  await ground.batch(
    buys("cleo"),
    { type: "identify", userId: "ben", traits: { plan: "left" } },
    // Known by a user ID from now on.
    { type: "identify", userId: "dan", anonymousId: "a-1", traits: {} },
  );
  await ground.follow();
  await inStep(ground);
  expect(await membersOf(ground, audience.id)).toEqual(["ada", "cleo", "dan"]);
  expect(await getAudience(ground.ctx, { id: audience.id })).toMatchObject({ size: 3 });
});

it("a segment that an audience follows is not archived before the audience is deleted", async () => {
  const ground = await segmentGround(database.db, "2026-03-10T12:00:00.000Z");
  const segment = await ground.make("past", bought);
  const { audience } = await createAudience(ground.ctx, {
    name: "Buyers",
    description: "",
    origin: "segment",
    segment: { segmentId: segment.id, identifier: "user_id" },
  });
  await expect(archiveSegment(ground.ctx, { id: segment.id })).rejects.toMatchObject({ code: "conflict" });
  await deleteAudience(ground.ctx, { id: audience.id });
  expect((await archiveSegment(ground.ctx, { id: segment.id })).archivedAt).not.toBeNull();
});

it("2,600 members come in, in steps that a worker may leave off at", async () => {
  const ground = await segmentGround(database.db, "2026-03-10T12:00:00.000Z");
  for (let from = 0; from < 2_600; from += 650) {
    await ground.batch(
      ...Array.from({ length: 650 }, (_, n) => ({
        type: "track",
        userId: `u${from + n}`,
        event: "Bought",
        properties: {},
      })),
    );
  }
  const segment = await ground.make("past", bought);
  await ground.refresh();
  const { audience } = await createAudience(ground.ctx, {
    name: "Buyers",
    description: "",
    origin: "segment",
    segment: { segmentId: segment.id, identifier: "user_id" },
  });
  await inStep(ground);
  expect(await getAudience(ground.ctx, { id: audience.id })).toMatchObject({ size: 2_600 });
});

it("an audience by e-mail has its people by the one they have now, and a person once who came as two", async () => {
  const ground = await segmentGround(database.db, "2026-03-10T12:00:00.000Z");
  const buys = (who: JsonObject) => ({ type: "track", event: "Bought", properties: {}, ...who });
  const told = (who: JsonObject, email: string | null) => ({ type: "identify", traits: { email }, ...who });
  const segment = await ground.make("live", bought);
  const { audience } = await createAudience(ground.ctx, {
    name: "Buyers",
    description: "",
    origin: "segment",
    segment: { segmentId: segment.id, identifier: "email" },
  });
  const follow = async () => {
    ground.clock.advance(1_000);
    await ground.follow();
    await inStep(ground);
    return membersOf(ground, audience.id);
  };
  await ground.refresh();
  await ground.batch(told({ userId: "ada" }, "old@x.com"), buys({ userId: "ada" }));
  expect(await follow()).toEqual(["old@x.com"]);
  await ground.batch(told({ userId: "ada" }, "new@x.com"));
  expect(await follow()).toEqual(["new@x.com"]);
  await ground.batch(told({ userId: "ada" }, null));
  expect(await follow()).toEqual([]);
  // Each is followed before they are found to be one: whichever leaves, their address stays.
  await ground.batch(told({ anonymousId: "form" }, "ben@x.com"), buys({ anonymousId: "form" }));
  await ground.batch(buys({ userId: "ben" }));
  expect(await follow()).toEqual(["ben@x.com"]);
  await ground.batch(told({ userId: "ben" }, "ben@x.com"));
  expect(await follow()).toEqual(["ben@x.com"]);
});
