import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { draw, track } from "../templates/draw.ts";

const database = testDatabase();
const partner = testPartner();

const day = { count: 1, unit: "days" };
const gold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
const golden = { match: "all", groups: [{ match: "all", conditions: [gold] }] };

/** People come in by `name`, wait a day or for what they do, are looked at, and get a message. */
const journeyOf = (ground: JourneyGround, name: string) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track(name) } },
      { id: "wait", kind: "action", settings: { did: track("Bought"), timeout: day } },
      {
        id: "look",
        kind: "past_behaviour",
        settings: { people: { kind: "new", definition: golden }, timeout: null },
      },
      { id: "send", kind: "send_segment", settings: ground.toSegment(`Sent ${name}`) },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "wait"],
      ["wait", "yes", "look"],
      ["wait", "timeout", "look"],
      ["look", "yes", "send"],
      ["look", "no", "send"],
      ["send", "sent", "out"],
    ],
  );

/** What an earlier Junction let through, and this one does not: nobody may write it any more. */
async function spoil(ground: JourneyGround, id: string, number: number): Promise<void> {
  const { workspaceId } = ground.ctx;
  const [row] = await database.db.sql<{ document: { nodes: { id: string; settings: JsonObject }[] } }>(
    "select document from journey_versions where workspace_id = $1::uuid and journey_id = $2::uuid and number = $3",
    [workspaceId, id, number],
  );
  const definition = {
    ...golden,
    groups: [{ match: "all", conditions: [{ ...gold, test: { ...gold.test, op: "like" } }] }],
  };
  const nodes = row?.document.nodes.map((node) =>
    node.id === "look" ? { ...node, settings: { people: { kind: "new", definition }, timeout: null } } : node,
  );
  await database.db.sql(
    `update journey_versions set document = $4::jsonb
     where workspace_id = $1::uuid and journey_id = $2::uuid and number = $3 returning 1`,
    [workspaceId, id, number, JSON.stringify({ ...row?.document, nodes })],
  );
}

it("a version that cannot be read any more holds its people and says why, and stops no other journey", async () => {
  const ground = await journeyGround(database.db, partner);
  const well = await ground.running(journeyOf(ground, "A"), "Well");
  // Read by nobody before it is spoiled: versions are kept once they were read.
  const bad = await ground.running(journeyOf(ground, "B"), "Bad");
  await spoil(ground, bad.id, 1);
  await ground.happens(did("ada", "A"), did("ada", "B"));
  expect(await ground.places(well.id)).toEqual(["ada at wait"]);
  expect(await ground.places(bad.id)).toEqual([]);
  await ground.happens(did("ada", "Bought"));
  expect(sentEvents(partner)).toEqual(["ada Sent A"]);
  const why = (await ground.view(bad.id)).waiting;
  expect(why).toContain("Version 1 cannot be read any more");
  expect(why).toContain("“Past behavior”, people.definition.groups[0].conditions[0].test.op: ");
  expect((await ground.view(well.id)).waiting).toBeNull();
});

it("whoever is in such a version is held there with what they do meanwhile, and goes on by the version they are moved to", async () => {
  const ground = await journeyGround(database.db, partner);
  const well = await ground.running(journeyOf(ground, "A"), "Well");
  const bad = await ground.running(journeyOf(ground, "B"), "Bad");
  await ground.happens(...["ada", "ben", "cleo"].map((who) => did(who, "B")), did("dan", "A"));
  const { workspaceId } = ground.ctx;
  await ground.publish(await ground.view(bad.id));
  await spoil(ground, bad.id, 2);
  // As if they had entered by it, before it became unreadable.
  await database.db.sql(
    "update journey_stays set version = 2 where workspace_id = $1::uuid and journey_id = $2::uuid returning 1",
    [workspaceId, bad.id],
  );
  await ground.happens(did("ada", "Bought"));
  // The day of all of them is over.
  await ground.later(2 * 1_440);
  expect(await ground.places(bad.id)).toEqual(["ada at wait", "ben at wait", "cleo at wait"]);
  expect(await ground.places(well.id)).toEqual(["dan left force_exit"]);
  const mended = await ground.view(bad.id);
  expect(mended.waiting).toContain("Version 2 cannot be read any more");
  await ground.publish(mended, { people: "move" });
  await ground.work();
  expect((await ground.paths(bad.id)).map((path) => path.replace(/ > look.*/, ""))).toEqual([
    "ada: in yes > wait yes",
    "ben: in yes > wait timeout",
    "cleo: in yes > wait timeout",
  ]);
  expect(sentEvents(partner)).toEqual(["ada Sent B", "ben Sent B", "cleo Sent B", "dan Sent A"]);
  expect((await ground.view(bad.id)).waiting).toBeNull();
});
