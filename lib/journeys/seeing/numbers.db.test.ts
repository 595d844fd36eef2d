import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { draw, track } from "../templates/draw.ts";
import { getImpact } from "../verbs/get-impact.ts";
import { updateJourney } from "../verbs/update-journey.ts";
import { checkJourneyPerson } from "./check-person.ts";
import { compareJourneyVersions } from "./compare-versions.ts";
import { listJourneyPeople } from "./list-people.ts";
import { reportJourney } from "./report-journey.ts";
import type { ListJourneyPeople } from "./schema.ts";

const database = testDatabase();
const partner = testPartner();

type Asked = Omit<ListJourneyPeople, "id" | "limit" | "cursor">;

/** Numbers of a report that another count of people stands behind; empty: each opens its own. */
async function differences(ground: JourneyGround, id: string, version?: number): Promise<string[]> {
  const { totals, nodes, edges } = await reportJourney(ground.ctx, { id, version });
  const told: [string, number, Asked][] = [
    ["entered", totals.entered, { what: "entered" }],
    ["inside", totals.inside, { what: "inside" }],
    ["left", totals.left, { what: "left" }],
    ...Object.entries(nodes).flatMap(([node, of]): [string, number, Asked][] => [
      [`${node} entered`, of.entered, { what: "entered", node }],
      [`${node} inside`, of.inside, { what: "inside", node }],
      [`${node} moved`, of.moved, { what: "moved", node }],
      [`${node} out`, of.out.reduce((total, { people }) => total + people, 0), { what: "left", node }],
    ]),
    ...Object.entries(edges).map(([key, people]): [string, number, Asked] => {
      const [node = "", exit = ""] = key.split("/");
      return [key, people, { what: "moved", node, exit }];
    }),
  ];
  const listed = await Promise.all(
    told.map(async ([, , asked]) => {
      const page = await listJourneyPeople(ground.ctx, { id, version, limit: 100, ...asked });
      return page.items.length;
    }),
  );
  return told.flatMap(([name, count], place) =>
    count === listed[place] ? [] : [`${name}: ${count}, and ${listed[place]} behind it`],
  );
}

const hours = (count: number) => ({ kind: "duration", wait: { count, unit: "hours" }, at: null });

it("who went on by an exit that leads nowhere did not leave from within the node", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        {
          id: "act",
          kind: "action",
          settings: { did: track("Act"), filter: null, timeout: { count: 1, unit: "days" } },
        },
        { id: "put", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [
        ["in", "yes", "act"],
        ["act", "yes", "put"],
        ["act", "timeout", "put"],
      ],
      { timeout: { count: 2, unit: "hours" } },
    ),
  );
  await ground.happens(...["ada", "ben", "cleo"].map((who) => did(who, "In")));
  await ground.happens(did("ada", "Act"), did("ben", "Act"));
  await ground.later(180);
  expect(await ground.places(journey.id)).toEqual(["ada left ended", "ben left ended", "cleo left timeout"]);
  expect(await differences(ground, journey.id)).toEqual([]);
});

it("who moves to another version is counted where they came to and left from, once, and each number opens its people", async () => {
  const ground = await journeyGround(database.db, partner);
  const delay = (id: string, count: number) => ({ id, kind: "delay", settings: { until: hours(count) } });
  const out = { id: "out", kind: "force_exit" };
  const entry = { id: "in", kind: "entry_action", settings: { did: track("In") } };
  const journey = await ground.running(
    draw(
      [entry, delay("kept", 4), delay("gone", 4), out],
      [
        ["in", "yes", "kept"],
        ["kept", "done", "gone"],
        ["gone", "done", "out"],
      ],
    ),
  );
  await ground.happens(did("ada", "In"));
  await ground.later(240);
  await ground.happens(did("ben", "In"));
  expect(await ground.places(journey.id)).toEqual(["ada at gone", "ben at kept"]);
  const draft = draw(
    [entry, delay("kept", 4), delay("other", 2), out],
    [
      ["in", "yes", "kept"],
      ["kept", "done", "other"],
      ["other", "done", "out"],
    ],
  );
  const next = await updateJourney(ground.ctx, { id: journey.id, revision: journey.revision, draft });
  await ground.publish(next, { people: "move", moves: [{ node: "gone", to: "other" }] });
  await ground.happens(did("cleo", "In"));
  expect(await ground.places(journey.id)).toEqual(["ada at other", "ben at kept", "cleo at kept"]);
  const told = async () => [
    await differences(ground, journey.id),
    await differences(ground, journey.id, 1),
    await differences(ground, journey.id, 2),
  ];
  expect(await told()).toEqual([[], [], []]);
  // Who was placed at a node came there; who stayed where they were came once.
  const { nodes } = await reportJourney(ground.ctx, { id: journey.id });
  expect(nodes).toMatchObject({ kept: { entered: 3, out: [] }, other: { entered: 1, inside: 1 } });
  const compared = await compareJourneyVersions(ground.ctx, { id: journey.id, from: 2, to: "draft" });
  expect(compared).toEqual({ changes: [], settings: [], names: {}, inside: 3 });
  await ground.later(240);
  await ground.later(120);
  expect(await ground.places(journey.id)).toEqual([
    "ada left force_exit",
    "ben left force_exit",
    "cleo left force_exit",
  ]);
  expect(await told()).toEqual([[], [], []]);
});

it("a day's cap is told of the day of the workspace's clocks, also where that begins in the middle of an hour", async () => {
  const ground = await journeyGround(database.db, partner, {
    ...{ now: "2026-03-10T18:10:00.000Z", timeZone: "Asia/Kolkata" },
  });
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "act", kind: "action", settings: { did: track("Act") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "act"],
        ["act", "yes", "out"],
      ],
      { cap: { kind: "per_day", people: 1 } },
    ),
  );
  await ground.happens(did("ada", "In"), did("ben", "Other"));
  const capOf = async () =>
    (await checkJourneyPerson(ground.ctx, { id: journey.id, person: "ben" })).now.find(
      ({ check }) => check === "Cap",
    );
  expect(await capOf()).toMatchObject({ passes: false, detail: "1 of 1 people have entered today." });
  await ground.later(30);
  expect(await capOf()).toMatchObject({ passes: true, detail: "0 of 1 people have entered today." });
});

it("a draft that leaves out what need not be said is what was published of it, and nothing is told to be changed", async () => {
  const ground = await journeyGround(database.db, partner);
  const drawn = draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "out", kind: "force_exit" },
    ],
    [["in", "yes", "out", { count: 1, unit: "days" }]],
  );
  const goals = [{ id: "g", name: "Paid", events: track("Paid").events ?? [] }];
  const { ignoreLimits: _limits, freshMinutes: _fresh, ...rest } = drawn.settings;
  const journey = await ground.running({
    ...drawn,
    settings: { ...rest, goals, timeout: { count: 3, unit: "days" } },
  });
  const { id } = journey;
  expect((await getImpact(ground.ctx, { id })).changes).toEqual([]);
  expect(await compareJourneyVersions(ground.ctx, { id, from: 1, to: "draft" })).toMatchObject({
    ...{ changes: [], settings: [] },
  });
});
