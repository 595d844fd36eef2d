import { beforeEach, describe, expect, it } from "vitest";
import { beforeStatement } from "../../testing/before-statement.ts";
import { testDatabase } from "../../testing/database.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { followOnce } from "../live/follow.ts";

const database = testDatabase();
let ground: SegmentGround;
/** Asks for more than one event proves, so that the log alone says who is in it. */
let segment: string;

const bought = (userId: string) => ({ type: "track", userId, event: "Bought" });
const visitor = { type: "track", anonymousId: "a new visitor", event: "Opened" };

beforeEach(async () => {
  ground = await segmentGround(database.db, "2026-03-10T12:00:00.000Z");
  const conditions = [
    { kind: "did", events: [{ name: "Bought" }] },
    { kind: "did", not: true, events: [{ name: "Refunded" }] },
  ];
  segment = (await ground.make("live", { groups: [{ conditions }] })).id;
  await ground.refresh();
  await ground.batch(...["ada", "ben"].map((userId) => ({ type: "identify", userId })));
  await ground.follow();
});

describe("a request with an event of somebody known and a newcomer", () => {
  it("counts when it is committed after the events were read and before the people are", async () => {
    const db = beforeStatement(database.db, "segments.live.people", () =>
      ground.batch(bought("ada"), visitor),
    );
    // A look has to have something to read, or it rests.
    await ground.batch(bought("ben"));
    await followOnce({ ...ground.ctx, db });
    await ground.follow();
    await ground.follow();
    expect(await ground.members(segment)).toEqual(["ada", "ben"]);
  });

  it("counts when it stands behind more events than one look takes", async () => {
    const hundred = Array.from({ length: 100 }, () => bought("ben"));
    for (let request = 0; request < 50; request += 1) {
      await ground.batch(...hundred);
    }
    await ground.batch(bought("ada"), visitor);
    await ground.follow();
    await ground.follow();
    expect(await ground.members(segment)).toEqual(["ada", "ben"]);
  });
});

it("a change that no call names is judged by all, though a call changed the same person before it", async () => {
  const silver = { kind: "property", path: ["tier"], test: { type: "text", op: "equals", value: "silver" } };
  const { id } = await ground.make("live", { groups: [{ conditions: [silver] }] });
  await ground.refresh();
  await ground.follow();
  await ground.batch({ type: "identify", userId: "ada", traits: { city: "Oslo" } });
  await database.db.sql(
    `update people set properties = properties || '{"tier": "silver"}', changed_tx = pg_current_xact_id()::text::bigint
     where workspace_id = $1::uuid and user_id = 'ada' returning 1`,
    [ground.workspaceId],
  );
  await ground.follow();
  expect(await ground.members(id)).toEqual(["ada"]);
});
