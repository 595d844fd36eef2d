import { expect, it } from "vitest";
import { advance } from "../../events/log.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import type { JourneyDraft } from "../document.ts";
import { moveDue } from "../engine/due.ts";
import type { JourneyView } from "../schema.ts";
import { pathOfPerson } from "../seeing/path-of-person.ts";
import { draw, type Line, track } from "../templates/draw.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();
const sent = () => sentEvents(partner);

const goals = [{ id: "g1", name: "Bought", ...track("Bought") }];
const days = (count: number) => ({ count, unit: "days" });
const settings = { goals, timeout: days(3) };

const onwards: Line[] = [
  ["say", "sent", "on"],
  ["on", "yes", "out"],
];

/** In by "In" to a message, which is the last node or leads on to "wait for On". */
const last = (ground: JourneyGround, more: JsonObject = settings, leadsOn = false): JourneyDraft =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ...(leadsOn ? [{ id: "on", kind: "action", settings: { did: track("On") } }] : []),
      ...(leadsOn ? [{ id: "out", kind: "force_exit" }] : []),
    ],
    [["in", "yes", "say"], ...(leadsOn ? onwards : [])],
    more,
  );

async function moved(ground: JourneyGround, to: JourneyView, draft: JourneyDraft): Promise<JourneyView> {
  const next = await updateJourney(ground.ctx, { id: to.id, revision: to.revision, draft });
  const published = await ground.publish(next, { people: "move" });
  await ground.work();
  return published;
}

it("a goal that is reached behind the last message counts, and who does not reach it stays as long as anybody may", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(last(ground));
  await ground.happens(did("ada", "In"), did("ben", "In"), did("cleo", "In"));
  expect(await ground.places(journey.id)).toEqual(["ada at say", "ben at say", "cleo at say"]);
  await ground.happens(did("ada", "Bought"), did("ben", "Looked"));
  await ground.later(3 * 24 * 60 - 1);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben at say", "cleo at say"]);
  // Who came to a node has gone on, is at it, or left from it.
  expect(await ground.counts(journey.id)).toEqual({
    ...{ entered: 3, "in entered": 3, "in moved yes": 3, "say entered": 3, "say sent": 3 },
    ...{ "say out goal": 1, "left goal": 1, "goal g1": 1 },
  });
  await ground.later(1);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left timeout", "cleo left timeout"]);
  expect(await ground.counts(journey.id)).toMatchObject({ "say out goal": 1, "say out timeout": 2 });
  expect(sent()).toEqual(["ada Said", "ben Said", "cleo Said"]);
});

it("a path says that somebody has come to the end", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(last(ground));
  await ground.happens(did("ada", "In"));
  const [person] = await database.db.prisma.person.findMany({ where: { workspaceId: ground.workspaceId } });
  const path = await pathOfPerson(ground.ctx, { id: journey.id, personId: person?.id ?? "" });
  expect(path.stays[0]?.steps.at(-1)).toMatchObject({
    ...{ node: "say", did: "waits", exit: "sent" },
    because: "the message left; has come to the end, and waits for the goal",
  });
});

it("who waits at the end goes on where a version that they move to leads on from there, and waits where it does not", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(last(ground));
  await ground.happens(did("ada", "In"));
  const same = await moved(ground, journey, last(ground, { goals, timeout: days(4) }));
  expect(await ground.places(journey.id)).toEqual(["ada at say"]);
  await moved(ground, same, last(ground, settings, true));
  expect(await ground.places(journey.id)).toEqual(["ada at on"]);
  await ground.happens(did("ada", "On"));
  expect([await ground.places(journey.id), sent()]).toEqual([["ada left force_exit"], ["ada Said"]]);
});

it("who waits at the end leaves where a version that they move to has no goal", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(last(ground));
  await ground.happens(did("ada", "In"));
  await moved(ground, journey, last(ground, {}));
  expect([await ground.places(journey.id), sent()]).toEqual([["ada left ended"], ["ada Said"]]);
});

it("what is written of the past afterwards moves nobody and reaches no goal, and what came a little late does", async () => {
  const ground = await journeyGround(database.db, partner);
  const within = { count: 1, unit: "hours" };
  const inaction = { did: track("Cart"), didNot: track("Paid"), within, same: null };
  const branches = [{ id: "a", name: "", did: track("On"), key: null }];
  const page = { url: { op: "contains", value: "/on" }, where: [] };
  const nodes: Record<string, JsonObject> = {
    action: { did: track("On") },
    inaction: { ...inaction, did: track("On"), timeout: null },
    page_visit: { page, timeout: null },
    wait_for_event: { branches, timeout: days(2) },
  };
  const journeys = new Map<string, string>();
  for (const [kind, own] of Object.entries(nodes)) {
    const { id } = await ground.running(
      draw(
        [
          { id: "in", kind: "entry_action", settings: { did: track("In") } },
          { id: "here", kind, settings: own },
          { id: "next", kind: "action", settings: { did: track("Never") } },
          { id: "out", kind: "force_exit" },
        ],
        [
          ["in", "yes", "here"],
          ["here", kind === "wait_for_event" ? "a" : "yes", "next"],
          ["next", "yes", "out"],
        ],
        settings,
      ),
      kind,
    );
    journeys.set(kind, id);
  }
  const waiting = await ground.running(
    draw(
      [
        {
          id: "in",
          kind: "entry_inaction",
          settings: { ...inaction, did: track("In"), didNot: track("On") },
        },
        { id: "next", kind: "action", settings: { did: track("Never") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "next"],
        ["next", "yes", "out"],
      ],
    ),
  );
  await ground.happens(did("past", "In"), did("late", "In"));
  const ago = (minutes: number) => new Date(ground.clock.now().getTime() - minutes * 60_000).toISOString();
  const all = (userId: string, timestamp: string): JsonObject[] => [
    { ...did(userId, "On"), timestamp },
    { type: "page", userId, name: "On", properties: { url: "https://shop.test/on" }, timestamp },
  ];
  const longAgo = "2025-06-01T08:00:00.000Z";
  await ground.happens(...all("past", longAgo), ...all("late", ago(59)));
  await ground.happens({ ...did("past", "Bought"), timestamp: longAgo });
  await ground.later(60);
  for (const [kind, id] of journeys) {
    expect([kind, ...(await ground.places(id))]).toEqual([kind, "late at next", "past at here"]);
  }
  expect(await ground.places(waiting.id)).toEqual(["past at next"]);
  await ground.happens({ ...did("past", "Bought"), timestamp: ago(61) });
  expect(await ground.places(journeys.get("action") ?? "")).toEqual(["late at next", "past left goal"]);
});

it("a goal of the past changes nothing for whoever waits for the partner, nor what else they did", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(last(ground, settings, true));
  partner.misbehave = () => ({ status: 503 });
  await ground.batch(did("ada", "In"));
  await ground.work({ signal: AbortSignal.timeout(1_500) });
  const old = { ...did("ada", "Bought"), timestamp: "2025-06-01T08:00:00.000Z" };
  await ground.batch(did("ada", "On"), old);
  await ground.work({ signal: AbortSignal.timeout(1_500) });
  partner.reset();
  await ground.later(5);
  expect([await ground.places(journey.id), sent()]).toEqual([["ada left force_exit"], ["ada Said"]]);
});

it("a goal that was reached in time counts, though the longest stay ends while the message is still on its way", async () => {
  const ground = await journeyGround(database.db, partner);
  const follow = async () => {
    await othersAreDone(database.db);
    await advance(ground.system, ground.follower, ground.workspaceId);
  };
  const journey = await ground.running(last(ground, { goals, timeout: { count: 60, unit: "minutes" } }));
  partner.misbehave = () => ({ status: 503 });
  await ground.batch(...["ada", "ben", "cleo"].map((userId) => did(userId, "In")));
  await ground.work({ signal: AbortSignal.timeout(1_500) });
  // Under way: it has left, and no answer has come.
  await database.db.sql("update journey_pending set leaving = true where workspace_id = $1::uuid", [
    ground.workspaceId,
  ]);
  ground.clock.advance(30 * 60_000);
  await ground.batch(did("ada", "Bought"));
  await follow();
  expect(await ground.places(journey.id)).toEqual(["ada at say", "ben at say", "cleo at say"]);
  ground.clock.advance(30 * 60_000);
  await ground.batch(did("ben", "Bought"), did("cleo", "Looked"));
  await moveDue(ground.system);
  await follow();
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left timeout", "cleo left timeout"]);
  expect(await ground.counts(journey.id)).toMatchObject({ "goal g1": 1, "left goal": 1, "left timeout": 2 });
});
