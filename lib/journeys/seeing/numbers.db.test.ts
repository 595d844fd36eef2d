import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { weighSplits } from "../engine/weigh.ts";
import { draw, type Line, track } from "../templates/draw.ts";
import { getImpact } from "../verbs/get-impact.ts";
import { listVersions } from "../verbs/list-versions.ts";
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
  const { totals, nodes, edges, splits } = await reportJourney(ground.ctx, { id, version });
  const { items: versions } = await listVersions(ground.ctx, { id });
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
    ...splits.flatMap(({ node, paths }) =>
      paths.map(({ exit, people }): [string, number, Asked] => [
        `${node}/${exit} weighed`,
        people,
        { what: "took", node, exit },
      ]),
    ),
    ...versions.flatMap(({ number, entered, inside }): [string, number, Asked][] => [
      [`entered by v${number}`, entered, { what: "entered", version: number }],
      [`inside v${number}`, inside, { what: "inside", version: number }],
    ]),
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
  expect((await listVersions(ground.ctx, { id: journey.id })).items).toMatchObject([
    { number: 2, entered: 1, inside: 3 },
    { number: 1, entered: 2, inside: 0 },
  ]);
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

it("an automatic split opens whom its last weighing counted at a path, and no one who came since", async () => {
  const ground = await journeyGround(database.db, partner);
  const drawn = (exits: readonly string[]) =>
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        {
          id: "split",
          kind: "ab_split",
          settings: {
            ...{ mode: "automatic", also: [] },
            paths: exits.map((id) => ({ id, name: id, percent: 100 / exits.length })),
            goal: { ...track("Bought"), within: { count: 1, unit: "days" } },
          },
        },
        { id: "act", kind: "action", settings: { did: track("Act") } },
        { id: "out", kind: "force_exit" },
      ],
      [["in", "yes", "split"], ...exits.map((exit): Line => ["split", exit, "act"]), ["act", "yes", "out"]],
    );
  const journey = await ground.running(drawn(["a", "b"]));
  const { id } = journey;
  const come = (prefix: string) =>
    ground.happens(...Array.from({ length: 20 }, (_, place) => did(`${prefix}${place}`, "In")));
  const weighedPeople = async () => {
    const [split] = (await reportJourney(ground.ctx, { id })).splits;
    return split?.paths.reduce((total, { people }) => total + people, 0);
  };
  const sinceThen = { id, from: "2100-01-01T00:00:00.000Z", version: 1, limit: 100 };
  const took = async (more: Partial<Asked> = {}) => {
    const pages = await Promise.all(
      ["a", "b"].map((exit) =>
        listJourneyPeople(ground.ctx, { ...sinceThen, what: "took", node: "split", exit, ...more }),
      ),
    );
    return pages.flatMap(({ items }) => items);
  };
  await come("u");
  expect(await weighedPeople()).toBe(0);
  expect(await took()).toEqual([]);
  await ground.later(10);
  await weighSplits(ground.system);
  await ground.later(10);
  await come("v");
  expect(await weighedPeople()).toBe(20);
  expect(await differences(ground, id)).toEqual([]);
  // Neither the time nor the version asked for takes any of them away.
  const told = await took({ version: 1 });
  expect(told).toHaveLength(20);
  expect(told.every(({ userId }) => userId?.startsWith("u"))).toBe(true);
  // Pages lead on within what was weighed.
  const first = await listJourneyPeople(ground.ctx, {
    ...sinceThen,
    ...{ what: "took", node: "split", exit: "a", limit: 1 },
  });
  const rest = await listJourneyPeople(ground.ctx, {
    ...sinceThen,
    ...{ what: "took", node: "split", exit: "a", cursor: first.nextCursor ?? undefined },
  });
  const byA = (await reportJourney(ground.ctx, { id })).splits[0]?.paths[0]?.people;
  expect(1 + rest.items.length).toBe(byA);
  await weighSplits(ground.system);
  expect(await weighedPeople()).toBe(40);
  expect(await differences(ground, id)).toEqual([]);
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
