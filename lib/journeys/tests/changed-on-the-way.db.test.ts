import { expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { moveDue } from "../engine/due.ts";
import { draw, track } from "../templates/draw.ts";

const database = testDatabase();
const partner = testPartner();

/** What parts people before and after it, of those whom a node changes. */
const journeyOf = (people: JsonObject, kind: string, settings: JsonObject) => {
  const look = { people, timeout: null };
  const day = { until: { kind: "duration", wait: { count: 1, unit: "days" }, at: null } };
  return draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track(kind) } },
      { id: "before", kind: "past_behaviour", settings: look },
      { id: "change", kind, settings },
      { id: "after", kind: "past_behaviour", settings: look },
      { id: "isone", kind: "delay", settings: day },
      { id: "isnone", kind: "delay", settings: day },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "before"],
      ["before", "no", "change"],
      ["before", "yes", "change"],
      ["change", kind === "profile_update" ? "updated" : "done", "after"],
      ["after", "yes", "isone"],
      ["after", "no", "isnone"],
      ["isone", "done", "out"],
      ["isnone", "done", "out"],
    ],
  );
};
const gold = { property: "plan", how: "set", value: "gold" };

it("who is changed by a node is what they are then where the next one looks at them, the same look before it notwithstanding", async () => {
  const ground = await journeyGround(database.db, partner);
  const property = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
  const golden = await ground.make("past", { groups: [{ conditions: [property] }] });
  const saved = { kind: "saved", segmentId: golden.id };
  const audience = newId();
  await database.db.prisma.audience.create({
    data: {
      workspaceId: ground.ctx.workspaceId,
      id: audience,
      name: "Cart",
      origin: "csv",
      createdBy: "Mara",
    },
  });
  const among = { groups: [{ conditions: [{ kind: "audience", audienceId: audience, not: false }] }] };
  const journeys = [
    await ground.running(journeyOf(saved, "profile_update", { updates: [gold] })),
    await ground.running(
      journeyOf({ kind: "new", definition: { match: "all", ...among } }, "add_to_audience", {
        audienceId: audience,
      }),
    ),
    await ground.running(
      journeyOf({ kind: "new", definition: { match: "all", ...among } }, "remove_from_audience", {
        audienceId: audience,
      }),
    ),
  ];
  await ground.happens(
    ...["ada", "ben"].flatMap((who) => [did(who, "profile_update"), did(who, "add_to_audience")]),
  );
  await ground.happens(did("ada", "remove_from_audience"), did("ben", "remove_from_audience"));
  const places = await Promise.all(journeys.map(({ id }) => ground.places(id)));
  expect(places).toEqual([
    ["ada at isone", "ben at isone"],
    ["ada at isone", "ben at isone"],
    ["ada at isnone", "ben at isnone"],
  ]);
  expect(await ground.paths(journeys[0]?.id ?? "")).toEqual([
    "ada: in yes > before no > change updated > after yes",
    "ben: in yes > before no > change updated > after yes",
  ]);
});

it("what is added to a list is added to the list as it is by then, whoever else changes it at the same moment", async () => {
  const ground = await journeyGround(database.db, partner);
  const tags = [{ property: "tags", how: "add", value: "journey" }];
  const hour = { until: { kind: "duration", wait: { count: 1, unit: "hours" }, at: null } };
  await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "wait", kind: "delay", settings: hour },
        { id: "tag", kind: "profile_update", settings: { updates: tags } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "wait"],
        ["wait", "done", "tag"],
        ["tag", "updated", "out"],
      ],
    ),
  );
  await ground.happens({ type: "identify", userId: "ada", traits: { tags: ["first"] } }, did("ada", "In"));
  ground.clock.advance(60 * 60_000);
  const other = await database.db.pool.connect();
  try {
    await other.query("begin");
    await other.query(
      `update people set properties = jsonb_set(properties, '{tags}', '["first", "other"]') where workspace_id = $1::uuid`,
      [ground.workspaceId],
    );
    const moved = moveDue({ ...ground.system, workspaceId: ground.workspaceId });
    for (let waits = false; !waits; ) {
      const rows = await database.db.sql(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like '%from people%for no key update%'`,
      );
      waits = rows.length > 0;
    }
    await other.query("commit");
    await moved;
  } finally {
    other.release();
  }
  const person = await database.db.prisma.person.findFirstOrThrow({
    where: { workspaceId: ground.workspaceId },
  });
  expect(person.properties).toMatchObject({ tags: ["first", "other", "journey"] });
});
