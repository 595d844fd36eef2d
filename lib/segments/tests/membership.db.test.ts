import { beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { definition as definitionSchema } from "../definition.ts";
import { getSegment } from "../verbs/get-segment.ts";
import { updateSegment } from "../verbs/update-segment.ts";

const database = testDatabase();
const START = "2026-03-10T12:00:00.000Z";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let ground: SegmentGround;

beforeEach(async () => {
  ground = await segmentGround(database.db, START);
});

const did = (name: string, more: object = {}) => ({ kind: "did", events: [{ name }], ...more });
const all = (...conditions: object[]) => ({ groups: [{ conditions }] });
const viewedNotBought = {
  ...{ kind: "inaction", did: { events: [{ name: "Viewed" }] }, didNot: { events: [{ name: "Bought" }] } },
  within: { count: 1, unit: "minutes" },
};
const track = (userId: string, event: string, properties: object = {}, more: object = {}) => ({
  type: "track",
  userId,
  event,
  properties: properties as never,
  ...(more as object),
});
const identify = (userId: string, traits: object) => ({ type: "identify", userId, traits: traits as never });

describe("a segment of past behaviour", () => {
  it("holds whom its definition means once it is worked out, and nobody has entered by that", async () => {
    await ground.batch(track("ada", "Bought"), track("ben", "Viewed"));
    const { id, state } = await ground.make("past", all(did("Bought")));
    expect(state).toBe("counting");
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ada"]);
    expect(await ground.changes(id)).toEqual([]);
    expect(await getSegment(ground.ctx, { id })).toMatchObject({
      state: "ready",
      people: 1,
      countedAt: START,
    });
  });

  it("lets people enter and leave when it is worked out again, with their times and numbers", async () => {
    await ground.batch(track("ada", "Bought"));
    const { id } = await ground.make(
      "past",
      all(did("Bought", { when: { kind: "last", span: { count: 2, unit: "hours" } } })),
    );
    await ground.refresh();
    ground.clock.advance(HOUR);
    await ground.batch(track("ben", "Bought"));
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ada", "ben"]);
    ground.clock.advance(HOUR + MINUTE);
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ben"]);
    expect(await ground.changes(id)).toEqual(["+ben refresh", "-ada refresh"]);
    const days = await database.db.sql(
      `select to_char(day, 'YYYY-MM-DD') as day, people, entered, "left" from segment_days where segment_id = $1::uuid`,
      [id],
    );
    expect(days).toEqual([{ day: "2026-03-10", people: 1, entered: 1, left: 1 }]);
  });

  it("is worked out anew when its definition changes, and says so of those who enter and leave by that", async () => {
    await ground.batch(track("ada", "Bought"), track("ben", "Viewed"));
    const { id } = await ground.make("past", all(did("Bought")));
    await ground.refresh();
    ground.clock.advance(MINUTE);
    const changed = await updateSegment(ground.ctx, { id, definition: all(did("Viewed")) as never });
    expect(changed.state).toBe("counting");
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ben"]);
    expect((await ground.changes(id)).sort()).toEqual(["+ben definition", "-ada definition"]);
  });

  it("that asks for an archived segment is broken, says why, and keeps its members", async () => {
    await ground.batch(track("ada", "Bought"));
    const inner = await ground.make("past", all(did("Bought")));
    const { id } = await ground.make("past", all({ kind: "segment", segmentId: inner.id }));
    await ground.refresh();
    await database.db.sql(`update segments set archived_at = now() where id = $1::uuid returning 1`, [
      inner.id,
    ]);
    ground.clock.advance(HOUR);
    await ground.refresh();
    expect(await getSegment(ground.ctx, { id })).toMatchObject({
      state: "broken",
      problem: "There is no such segment",
      people: 1,
    });
  });
});

describe("a live segment", () => {
  it("lets somebody enter with their event, and nobody whose event does not pass its filters", async () => {
    const big = did("Bought", {
      where: [{ path: ["total"], test: { type: "number", op: "greater_than", value: 50 } }],
    });
    const { id } = await ground.make("live", all(big));
    await ground.refresh();
    await ground.batch(
      track("ada", "Bought", { total: 70 }),
      track("ben", "Bought", { total: 20 }),
      track("cleo", "Viewed"),
    );
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ada"]);
    expect(await ground.changes(id)).toEqual(["+ada event"]);
  });

  it("lets people leave when the time is over, and not before", async () => {
    const { id } = await ground.make(
      "live",
      all(did("Viewed", { when: { kind: "last", span: { count: 30, unit: "minutes" } } })),
    );
    await ground.refresh();
    await ground.batch(track("ada", "Viewed"));
    await ground.follow();
    ground.clock.advance(20 * MINUTE);
    await ground.batch(track("ada", "Viewed"), track("ben", "Viewed"));
    await ground.follow();
    ground.clock.advance(29 * MINUTE);
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ada", "ben"]);
    ground.clock.advance(2 * MINUTE);
    await ground.follow();
    expect(await ground.members(id)).toEqual([]);
    expect(await ground.changes(id)).toEqual(["+ada event", "+ben event", "-ada time", "-ben time"]);
  });

  it.each([
    ["did it", did("Viewed")],
    ["did it and nothing since", viewedNotBought],
  ])(
    "lets who %s leave though they were looked at in the very millisecond in which it is half an hour ago",
    async (_, condition) => {
      const when = { kind: "last", span: { count: 30, unit: "minutes" } };
      const { id } = await ground.make("live", all({ ...condition, when }));
      await ground.refresh();
      await ground.batch(track("ada", "Viewed"));
      await ground.follow();
      ground.clock.advance(30 * MINUTE);
      await ground.follow();
      expect(await ground.members(id)).toEqual(["ada"]);
      ground.clock.advance(1);
      await ground.follow();
      expect(await ground.members(id)).toEqual([]);
    },
  );

  it("of the last month lets who did it on the 31st leave when the month after the shorter one begins", async () => {
    ground = await segmentGround(database.db, "2026-01-31T10:00:00.000Z");
    const month = { kind: "last", span: { count: 1, unit: "months" } };
    const { id } = await ground.make("live", all(did("Viewed", { when: month })));
    await ground.refresh();
    await ground.batch(track("ada", "Viewed"));
    for (const [at, members] of [
      ["2026-02-28T09:00:00Z", ["ada"]],
      ["2026-02-28T11:00:00Z", ["ada"]],
      ["2026-02-28T23:59:59Z", ["ada"]],
      ["2026-03-01T00:00:01Z", []],
    ] as const) {
      await ground.follow();
      ground.clock.advance(Date.parse(at) - ground.clock.now().getTime());
      await ground.follow();
      expect([at, await ground.members(id)]).toEqual([at, members]);
    }
    expect(await ground.changes(id)).toEqual(["+ada event", "-ada time"]);
  });

  it.each([
    ["product", { product: null }],
    ["product", {}],
    ["product.id", { product: {} }],
  ])("takes what names no %s for no other thing with the same one: %j", async (path, properties) => {
    const { id } = await ground.make("live", all({ ...viewedNotBought, same: { path: path.split(".") } }));
    await ground.refresh();
    await ground.batch(track("ada", "Viewed", properties), track("ada", "Bought", properties));
    ground.clock.advance(2 * MINUTE);
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ada"]);
  });

  it.each<[string, JsonObject, JsonObject, boolean]>([
    ["id", { id: "a" }, { id: "a" }, true],
    ["id", { id: "a" }, { id: "b" }, false],
    ["id", { id: 7 }, { id: "7" }, true],
    ["id", { id: 7.5 }, { id: 7.25 }, false],
    ["id", { id: "" }, { id: "" }, false],
    ["id", { id: [] }, { id: [] }, false],
    // A list is the same as that list.
    ["id", { id: ["a", "c"] }, { id: ["a", "c"] }, true],
    ["id", { id: ["a", "c"] }, { id: ["b", "a"] }, false],
    ["items.id", { items: [{ id: "a" }, { id: 2 }] }, { items: [{ id: "a" }, { id: 2 }] }, true],
    ["items.id", { items: [{ id: "a" }] }, { items: { id: "a" } }, true],
    ["items.id", { items: [{ id: "a" }, { id: 2 }] }, { items: [{ id: "a" }] }, false],
  ])("by %s holds %j and %j for one: %s", async (path, viewed, bought, isOne) => {
    const { id } = await ground.make("live", all({ ...viewedNotBought, same: { path: path.split(".") } }));
    await ground.refresh();
    await ground.batch(track("ada", "Viewed", viewed), track("ada", "Bought", bought));
    ground.clock.advance(2 * MINUTE);
    await ground.follow();
    expect(await ground.members(id)).toEqual(isOne ? [] : ["ada"]);
  });

  it("takes in who put something into the cart and did not buy it in ten minutes, and lets go who buys after all", async () => {
    const { id } = await ground.make(
      "live",
      all({
        kind: "inaction",
        did: { events: [{ name: "Added To Cart" }] },
        didNot: { events: [{ name: "Charged" }] },
        within: { count: 10, unit: "minutes" },
      }),
    );
    await ground.refresh();
    await ground.batch(track("ada", "Added To Cart"), track("ben", "Added To Cart"));
    await ground.follow();
    expect(await ground.members(id)).toEqual([]);
    ground.clock.advance(5 * MINUTE);
    await ground.batch(track("ben", "Charged"));
    await ground.follow();
    ground.clock.advance(5 * MINUTE);
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ada"]);
    ground.clock.advance(MINUTE);
    await ground.batch(track("ada", "Charged"));
    await ground.follow();
    expect(await ground.members(id)).toEqual([]);
    expect(await ground.changes(id)).toEqual(["+ada time", "-ada event"]);
  });

  it("follows what is known of people: their own properties, their addresses, their devices, a merge", async () => {
    const gold = await ground.make(
      "live",
      all({ kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "Gold" } }),
    );
    const mail = await ground.make("live", all({ kind: "reachable", channel: "email" }));
    const phones = await ground.make(
      "live",
      all({ kind: "field", field: "os", test: { type: "text", op: "equals", value: "iOS" } }),
    );
    await ground.refresh();
    await ground.batch(identify("ada", { plan: "Gold", email: "ada@example.com" }), {
      ...track("ben", "Viewed"),
      context: { os: { name: "iOS" } },
    });
    await ground.follow();
    expect(await ground.members(gold.id)).toEqual(["ada"]);
    expect(await ground.members(mail.id)).toEqual(["ada"]);
    expect(await ground.members(phones.id)).toEqual(["ben"]);
    await ground.batch(identify("ada", { plan: "Silver" }), {
      type: "identify",
      anonymousId: "a-1",
      traits: { plan: "Gold" },
    });
    await ground.follow();
    expect((await ground.members(gold.id)).length).toBe(1);
    await ground.batch({ type: "identify", userId: "cleo", anonymousId: "a-1", traits: {} });
    await ground.follow();
    expect(await ground.members(gold.id)).toEqual(["cleo"]);
  });

  it("made when there is history holds those whom it means, and goes on from there", async () => {
    await ground.batch(track("ada", "Bought"), track("ben", "Bought"));
    ground.clock.advance(MINUTE);
    const { id } = await ground.make(
      "live",
      all(did("Bought", { measure: { of: "count", is: { op: "greater_than_equals", value: 2 } } })),
    );
    await ground.refresh();
    expect(await ground.members(id)).toEqual([]);
    await ground.batch(track("ben", "Bought"));
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ben"]);
    ground.clock.advance(25 * HOUR);
    await ground.refresh();
    expect(await getSegment(ground.ctx, { id })).toMatchObject({ people: 1, drift: { people: 0 } });
  });

  it("whose members were put wrong is set right by the next check, which says how many", async () => {
    await ground.batch(track("ada", "Bought"), track("ben", "Viewed"));
    const { id } = await ground.make("live", all(did("Bought")));
    await ground.refresh();
    await ground.follow();
    await database.db.sql(
      `update segment_members set person_id = (select id from people where workspace_id = $1::uuid and user_id = 'ben')
      where segment_id = $2::uuid returning 1`,
      [ground.workspaceId, id],
    );
    ground.clock.advance(25 * HOUR);
    await ground.follow();
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ada"]);
    expect((await getSegment(ground.ctx, { id })).drift).toEqual({
      people: 2,
      at: "2026-03-11T13:00:00.000Z",
    });
  });

  it.each([
    ["last_seen", "on", "2026-03-10", START],
    ["first_seen", "before", "2026-03-08", "2026-03-07T12:00:00.000Z"],
  ])("follows within minutes when people were seen: %s %s %s", async (key, op, value, timestamp) => {
    const before = { timestamp: "2026-03-09T12:00:00.000Z" };
    await ground.batch(track("ada", "Viewed", {}, before), track("ben", "Viewed", {}, before));
    const { id } = await ground.make(
      "live",
      all({ kind: "field", field: key, test: { type: "date", op, value } }),
    );
    await ground.refresh();
    await ground.follow();
    expect(await ground.members(id)).toEqual([]);
    await ground.batch(track("ada", "Viewed", {}, { timestamp }));
    await ground.follow();
    ground.clock.advance(6 * MINUTE);
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ada"]);
  });

  it("follows the clock in what a property mostly is", async () => {
    await ground.batch(
      track("ada", "Booked", { at: "2026-03-10T15:03:00Z" }),
      track("ben", "Booked", { at: "2026-03-10T16:03:00Z" }),
    );
    const test = { type: "date", op: "in_next", value: { count: 3, unit: "hours" } };
    const { id } = await ground.make(
      "live",
      all(did("Booked", { measure: { of: "mostly", path: ["at"], test, share: "most" } })),
    );
    await ground.refresh();
    expect(await ground.members(id)).toEqual([]);
    ground.clock.advance(6 * MINUTE);
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ada"]);
    expect(await ground.changes(id)).toEqual(["+ada time"]);
  });

  it("follows the calendar at midnight: a birthday is in it for its day", async () => {
    await ground.batch(
      identify("ada", { birthday: "1990-03-11" }),
      identify("ben", { birthday: "1990-03-12" }),
    );
    const { id } = await ground.make(
      "live",
      all({
        kind: "property",
        path: ["birthday"],
        test: { type: "date", op: "days_ago", value: 0, yearly: true },
      }),
    );
    await ground.refresh();
    expect(await ground.members(id)).toEqual([]);
    ground.clock.set("2026-03-11T00:00:02.000Z");
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ada"]);
    expect(await ground.changes(id)).toEqual(["+ada time"]);
    ground.clock.set("2026-03-12T00:00:02.000Z");
    await ground.refresh();
    expect(await ground.members(id)).toEqual(["ben"]);
  });
});

describe("what a segment means when something else is changed", () => {
  const asking = ({ id }: { id: string }) => all({ kind: "segment", segmentId: id });

  it.each(["past", "live"] as const)(
    "follows another definition of a %s segment that it asks for, also through others",
    async (kind) => {
      const inner = await ground.make(kind, all(did("A")));
      const middle = await ground.make("past", asking(inner));
      const outer = await ground.make("live", asking(middle));
      await ground.batch(track("ada", "A"), track("ben", "B"));
      await ground.follow();
      await ground.refresh();
      expect(await ground.members(outer.id)).toEqual(["ada"]);

      ground.clock.advance(MINUTE);
      const definition = definitionSchema.parse(all(did("B")));
      await updateSegment(ground.ctx, { id: inner.id, definition });
      expect(await getSegment(ground.ctx, { id: outer.id })).toMatchObject({ state: "counting" });
      await ground.refresh();
      expect(await ground.members(middle.id)).toEqual(["ben"]);
      expect(await ground.members(outer.id)).toEqual(["ben"]);
      expect(new Set(await ground.changes(outer.id))).toEqual(
        new Set(["-ada definition", "+ben definition"]),
      );
      // A live one goes on by what the other means now, and nothing of that was a drift.
      await ground.batch(track("cleo", "A"), track("dora", "B"));
      await ground.follow();
      expect(await ground.members(outer.id)).toEqual(["ben", "dora"]);
      expect(await getSegment(ground.ctx, { id: outer.id })).toMatchObject({ state: "ready", drift: null });
    },
  );

  it("follows the workspace's clocks to another zone", async () => {
    const night = await ground.make("live", all(did("A", { hours: { from: 22, to: 6 } })));
    await ground.refresh();
    await ground.batch(track("ada", "A", {}, { timestamp: "2026-03-10T03:00:00.000Z" }));
    await ground.follow();
    expect(await ground.members(night.id)).toEqual(["ada"]);

    await database.db.sql(`update workspaces set time_zone = 'Asia/Tokyo' where id = $1::uuid returning 1`, [
      ground.workspaceId,
    ]);
    await ground.follow();
    await ground.refresh();
    expect(await ground.members(night.id)).toEqual([]);
  });

  it("is followed though whoever changed it has a clock behind that of who changed another one", async () => {
    const [one, other] = [await ground.make("live", all(did("A"))), await ground.make("live", all(did("A")))];
    await ground.refresh();
    const redefine = async (id: string, name: string, at: string) => {
      ground.clock.set(new Date(at));
      await updateSegment(ground.ctx, { id, definition: definitionSchema.parse(all(did(name), did("C"))) });
      await ground.refresh();
    };
    await redefine(other.id, "B", "2026-03-10T12:00:10.000Z");
    await ground.follow();
    await redefine(one.id, "B", "2026-03-10T12:00:05.000Z");
    await ground.batch(track("ada", "B"), track("ada", "C"));
    await ground.follow();
    expect(await ground.members(one.id)).toEqual(["ada"]);
  });
});
