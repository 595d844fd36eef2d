import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import type { JourneyDraft } from "../document.ts";
import { compareJourneyVersions } from "../seeing/compare-versions.ts";
import { upliftJourney } from "../seeing/uplift-journey.ts";
import { draw, track } from "../templates/draw.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();
const sent = () => sentEvents(partner);

const days = (count: number) => ({ count, unit: "days" });
const saved = (segmentId: string): JsonObject => ({ kind: "saved", segmentId });
const becameGold = (people: JsonObject) => ({ id: "g1", name: "Gold", events: [], where: [], people });
const own = becameGold({ kind: "new", definition: goldOnly });
const gold = (userId: string): JsonObject => ({ type: "identify", userId, traits: { plan: "gold" } });

/** In by "In" to a wait for "On", behind which a message leaves. */
const waiting = (ground: JourneyGround, goals: JsonObject[], more: JsonObject = {}): JourneyDraft =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "here", kind: "action", settings: { did: track("On") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
    ],
    [
      ["in", "yes", "here"],
      ["here", "yes", "say"],
    ],
    { goals, timeout: days(5), ...more },
  );

it("a goal by past behaviour is looked at each midnight of the workspace, and not before", async () => {
  // It is 20:00 of 10 March in New York.
  const ground = await journeyGround(database.db, partner, {
    ...{ now: "2026-03-11T00:00:00.000Z", timeZone: "America/New_York" },
  });
  const journey = await ground.running(waiting(ground, [own]));
  await ground.happens(gold("ada"), did("ada", "In"), did("ben", "In"), did("cleo", "In"));
  await ground.later(4 * 60 - 1);
  expect(await ground.places(journey.id)).toEqual(["ada at here", "ben at here", "cleo at here"]);
  await ground.later(1);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben at here", "cleo at here"]);
  expect(await ground.counts(journey.id)).toMatchObject({
    ...{ "here out goal": 1, "left goal": 1, "goal g1": 1 },
  });
  await ground.happens(gold("ben"), did("cleo", "On"));
  await ground.later(23 * 60 + 59);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben at here", "cleo at say"]);
  await ground.later(1);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left goal", "cleo at say"]);
  await ground.happens(gold("cleo"));
  await ground.later(4 * 24 * 60);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left goal", "cleo left goal"]);
  expect(sent()).toEqual(["cleo Said"]);
});

it("a midnight that a worker was away for, or for which the journey was held, is looked at as soon as may be", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T20:00:00.000Z" });
  const journey = await ground.running(waiting(ground, [own]));
  await ground.happens(gold("ada"), did("ada", "In"), did("ben", "In"));
  await pauseJourney(ground.ctx, { id: journey.id, people: "hold" });
  await ground.later(6 * 60);
  expect(await ground.places(journey.id)).toEqual(["ada at here", "ben at here"]);
  await resumeJourney(ground.ctx, { id: journey.id });
  await ground.work();
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben at here"]);
  // What somebody does before anybody looked does not put the midnight off.
  await ground.batch(gold("ben"));
  ground.clock.advance(22 * 60 * 60_000);
  await ground.happens(did("ben", "On"));
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left goal"]);
  expect(sent()).toEqual([]);
});

it("whose message is held back at midnight has reached the goal, and does not get it", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T22:00:00.000Z" });
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "21:00", to: "09:00" }];
  const journey = await ground.running(waiting(ground, [own], { quiet: { hours, mode: "delay" } }));
  await ground.happens(gold("ada"), did("ada", "In"), did("ben", "In"));
  await ground.happens(did("ada", "On"), did("ben", "On"));
  await ground.later(12 * 60);
  expect([await ground.places(journey.id), sent()]).toEqual([["ada left goal", "ben at say"], ["ben Said"]]);
});

it("of goals of both kinds the one that is reached first counts, and a version may bring one or take it away", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T20:00:00.000Z" });
  const segment = await ground.make("past", goldOnly);
  const bought = { id: "g2", name: "Bought", ...track("Bought") };
  const both = [bought, becameGold(saved(segment.id))];
  const journey = await ground.running(waiting(ground, both));
  await ground.happens(gold("ada"), gold("ben"), did("ada", "In"), did("ben", "In"));
  await ground.happens(did("ada", "Bought"));
  const move = async (goals: JsonObject[]) => {
    const now = await ground.view(journey.id);
    const draft = waiting(ground, goals);
    await ground.publish(await updateJourney(ground.ctx, { id: now.id, revision: now.revision, draft }), {
      people: "move",
    });
    await ground.work();
  };
  await move([bought]);
  await ground.later(5 * 60);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben at here"]);
  await move(both);
  await ground.later(24 * 60);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left goal"]);
  expect(await ground.counts(journey.id)).toMatchObject({ "goal g1": 1, "goal g2": 1 });
  // What was published is what was drawn.
  const compared = await compareJourneyVersions(ground.ctx, { id: journey.id, from: 3, to: "draft" });
  expect(compared.settings).toEqual([]);
  // Whoever a control group holds back is looked at on no midnight: there is nothing to compare with.
  expect(await upliftJourney(ground.ctx, { id: journey.id })).toEqual({ goal: null });
});

it("a goal names what is missing of it, and a segment that is gone", async () => {
  const ground = await journeyGround(database.db, partner);
  const segment = await ground.make("past", goldOnly);
  const problems = async (goal: JsonObject) =>
    (await ground.draft(waiting(ground, [goal]))).problems.map(({ path, message }) => `${path}: ${message}`);
  expect(await problems(own)).toEqual([]);
  expect(await problems(becameGold(saved(segment.id)))).toEqual([]);
  expect(await problems({ id: "g1", name: "", events: [], where: [] })).toEqual([
    "settings.goals[0].name: Name the goal",
    "settings.goals[0].events: Choose an event",
  ]);
  expect(await problems(becameGold(saved("")))).toEqual([
    "settings.goals[0].people.segmentId: Choose a segment",
  ]);
  const gone = "019a0000-0000-7000-8000-000000000001";
  expect(await problems(becameGold(saved(gone)))).toEqual([
    "settings.goals[0].people.segmentId: There is no such segment any more. Choose another one",
  ]);
  const inside = { groups: [{ conditions: [{ kind: "segment", segmentId: gone }] }] };
  expect(await problems(becameGold({ kind: "new", definition: inside }))).toEqual([
    expect.stringMatching(/^settings\.goals\[0\]\.people\.definition\.groups\[0\]/),
  ]);
});
