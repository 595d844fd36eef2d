import { expect, it } from "vitest";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { compareJourneyVersions } from "../seeing/compare-versions.ts";
import { listJourneyPeople } from "../seeing/list-people.ts";
import { upliftJourney } from "../seeing/uplift-journey.ts";
import { draw, track } from "../templates/draw.ts";

const database = testDatabase();
const partner = testPartner();

const bought = (revenue: string[] | null) => ({ id: "bought", name: "Bought", ...track("Bought"), revenue });

/** In by "In", to wait for something that nobody does. */
const waiting = (goals: JsonObject[], more: JsonObject = {}) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "wait", kind: "action", settings: { did: track("Never") } },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "wait"],
      ["wait", "yes", "out"],
    ],
    { goals, timeout: { count: 3, unit: "days" }, ...more },
  );

const half = { controlGroups: { system: false, custom: [], percent: 50 } };

/** Who came in, and who was held back, of so many who did "In". */
async function parted(ground: JourneyGround, id: string, count: number) {
  const everybody = Array.from({ length: count }, (_, n) => `u-${n}`);
  await ground.happens(...everybody.map((name) => did(name, "In")));
  const asked = { id, limit: 100, what: "not_entered" as const, reason: "control_group" as const };
  const { items } = await listJourneyPeople(ground.ctx, asked);
  const held = items.map(({ userId }) => userId ?? "");
  return { held, entered: everybody.filter((name) => !held.includes(name)) };
}

const worths: [name: string, properties: JsonObject, worth: number][] = [
  ["a number", { order: { total: 12.5 } }, 12.5],
  ["a negative number", { order: { total: -2 } }, -2],
  ["a number in text", { order: { total: "12.50" } }, 0],
  ["nothing", {}, 0],
  ["null", { order: { total: null } }, 0],
  ["something else on the way", { order: "total" }, 0],
  ["several, of which one is none", { order: [{ total: 3 }, { total: "x" }, { total: [4, 5] }] }, 12],
  ["more than can be told", { order: { total: 1.7e308 } }, 1e15],
];

it.each(worths)(
  "a goal that was reached with %s is worth as much of those who entered as of those held back, and as `sum` of segments says",
  async (_, properties, worth) => {
    const ground = await journeyGround(database.db, partner);
    const { id } = await ground.running(waiting([bought(["order", "total"])], half));
    const { held, entered } = await parted(ground, id, 40);
    await ground.happens(
      ...[entered[0], entered[1], held[0], held[1]].map((name = "") => did(name, "Bought", properties)),
    );
    const { goal } = await upliftJourney(ground.ctx, { id });
    expect(goal).toMatchObject({
      entered: { converted: 2, revenue: 2 * worth, revenuePerPerson: (2 * worth) / entered.length },
      control: { converted: 2, revenue: 2 * worth, revenuePerPerson: (2 * worth) / held.length },
    });
  },
);

it("the first conversion of each person alone is worth something, by the goal that it reached", async () => {
  const ground = await journeyGround(database.db, partner);
  const goals = [
    { id: "asked", name: "Asked", ...track("Asked") },
    bought(["total"]),
    { ...bought(["tax"]), id: "same", name: "Same" },
  ];
  const again = { kind: "after_exit", rest: null };
  const { id } = await ground.running(waiting(goals, { ...half, reentry: again }));
  const { held, entered } = await parted(ground, id, 40);
  // Each of both groups: buys twice · asks, which is worth nothing, and buys · does nothing.
  for (const [name = "", other = ""] of [entered, held]) {
    await ground.happens(did(name, "Bought", { total: 1_000.25, tax: 7 }), did(other, "Asked", { total: 5 }));
    await ground.happens(did(name, "In"), did(other, "In"));
    await ground.later(10);
    await ground.happens(did(name, "Bought", { total: 30 }), did(other, "Bought", { total: 40 }));
  }
  const { goal } = await upliftJourney(ground.ctx, { id });
  expect(goal).toMatchObject({
    entered: { people: entered.length, converted: 2, revenue: 1_000.25 },
    control: { people: held.length, converted: 2, revenue: 1_000.25 },
  });
  const { items } = await listJourneyPeople(ground.ctx, { id, what: "left", how: "goal", limit: 10 });
  expect(items.map(({ why }) => why).toSorted()).toEqual([
    "Reached a goal: Asked",
    "Reached a goal: Bought, worth 1,000.25",
    "Reached a goal: Bought, worth 30",
    "Reached a goal: Bought, worth 40",
  ]);
});

it("a goal that names no property has no revenue, and a version of before there was one is not told to differ", async () => {
  const ground = await journeyGround(database.db, partner);
  const { revenue: _none, ...plain } = bought(null);
  const { id } = await ground.running(waiting([plain]));
  await database.db.sql(
    `update journey_versions set document = document #- '{settings,goals,0,revenue}'
     where workspace_id = $1::uuid and journey_id = $2::uuid`,
    [ground.workspaceId, id],
  );
  await ground.happens(did("ada", "In"));
  await ground.happens(did("ada", "Bought", { total: 5 }));
  expect((await upliftJourney(ground.ctx, { id })).goal).toMatchObject({
    entered: { converted: 1, revenue: null, revenuePerPerson: null },
  });
  const { settings } = await compareJourneyVersions(ground.ctx, { id, from: 1, to: "draft" });
  expect(settings).toEqual([]);
});

it.each<[string, JsonObject, string]>([
  ["of past behavior", { events: [], people: { kind: "saved", segmentId: "x" } }, "Only a goal by an event"],
  ["without a name in it", { revenue: ["order", ""] }, "Fill this in"],
  ["that is no path", { revenue: "total" as Json }, "expected array"],
])("the revenue of a goal %s keeps it from being published", async (_, odd, message) => {
  const ground = await journeyGround(database.db, partner);
  const { problems } = await ground.draft(waiting([{ ...bought(["total"]), ...odd }]));
  const told = problems.filter(({ path }) => path.startsWith("settings.goals[0].revenue"));
  expect(told.map((each) => each.message).join()).toContain(message);
});
