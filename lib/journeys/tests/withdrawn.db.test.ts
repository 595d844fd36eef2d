import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { changeSettings } from "../edits/nodes.ts";
import { remove } from "../edits/remove.ts";
import { moveDue } from "../engine/due.ts";
import { draw, track } from "../templates/draw.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

const sent = () => sentEvents(partner);

/** In, and a message at once; it goes on to wait for "On". */
const saying = (ground: JourneyGround, settings: JsonObject = {}) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Old words") },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "say"],
      ["say", "sent", "on"],
      ["on", "yes", "out"],
    ],
    settings,
  );

const isDown = () => ({ status: 503, headers: { "retry-after": "3600" } });

async function waiting(ground: JourneyGround): Promise<number> {
  const rows = await ground.system.db.sql(
    "select 1 from journey_pending where workspace_id = $1::uuid and not leaving",
    [ground.ctx.workspaceId],
  );
  return rows.length;
}

/** Everybody's message waits: the partner is down, and the journey is held then. */
async function held(ground: JourneyGround, settings: JsonObject = {}) {
  const view = await ground.running(saying(ground, settings));
  partner.misbehave = isDown;
  await ground.happens(did("ada", "In"), did("ben", "In"));
  await pauseJourney(ground.ctx, { id: view.id, people: "hold" });
  partner.misbehave = () => undefined;
  expect(await waiting(ground)).toBe(2);
  return view;
}

it("who waits at a message that was mended gets it as it is now, and once", async () => {
  const ground = await journeyGround(database.db, partner);
  const first = await held(ground);
  const { id } = first;
  const draft = changeSettings(first.draft, "say", {
    ...first.draft.nodes.find((node) => node.id === "say")?.settings,
    ...ground.toSegment("New words"),
  });
  const second = await updateJourney(ground.ctx, { id, revision: first.revision, draft });
  await ground.publish(second, { people: "move" });
  await ground.work();
  expect(sent()).toEqual([]);
  await resumeJourney(ground.ctx, { id });
  await ground.later(61);
  expect(sent()).toEqual(["ada New words", "ben New words"]);
  expect(await ground.places(id)).toEqual(["ada at on", "ben at on"]);
  expect(await ground.counts(id)).toMatchObject({ "say sent": 2, "say moved sent": 2 });
});

it("what is changed elsewhere leaves a message that waits as it is", async () => {
  const ground = await journeyGround(database.db, partner);
  const first = await held(ground);
  const { id } = first;
  const draft = remove(first.draft, new Set(["on"]));
  const second = await updateJourney(ground.ctx, { id, revision: first.revision, draft });
  await ground.publish(second, { people: "move" });
  await ground.work();
  expect(await waiting(ground)).toBe(2);
  await resumeJourney(ground.ctx, { id });
  await ground.later(61);
  expect(sent()).toEqual(["ada Old words", "ben Old words"]);
});

it("a message that waits at a step that is gone goes to nobody", async () => {
  const ground = await journeyGround(database.db, partner);
  const first = await held(ground);
  const { id } = first;
  const draft = remove(first.draft, new Set(["say"]));
  const second = await updateJourney(ground.ctx, { id, revision: first.revision, draft });
  await ground.publish(second, { people: "move", moves: [{ node: "say", to: "on" }] });
  await ground.work();
  expect(await waiting(ground)).toBe(0);
  await resumeJourney(ground.ctx, { id });
  await ground.later(61);
  expect(sent()).toEqual([]);
  expect(await ground.places(id)).toEqual(["ada at on", "ben at on"]);
});

it("who leaves by the journey's timeout while their message waits does not get it", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id } = await ground.running(saying(ground, { timeout: { count: 30, unit: "minutes" } }));
  partner.misbehave = isDown;
  await ground.happens(did("ada", "In"));
  expect(await ground.places(id)).toEqual(["ada at say"]);
  await ground.later(31);
  expect(await ground.places(id)).toEqual(["ada left timeout"]);
  expect(await waiting(ground)).toBe(0);
  partner.misbehave = () => undefined;
  await ground.later(120);
  expect(sent()).toEqual([]);
});

it("a message that is withdrawn while its sender waits for the partner does not leave either", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id } = await ground.running(saying(ground, { timeout: { count: 30, unit: "minutes" } }));
  await ground.batch(did("ada", "In"));
  let began = 0;
  partner.misbehave = async () => {
    if (began === 0) {
      began = performance.now();
      ground.clock.advance(31 * 60_000);
      await moveDue(ground.system);
    }
    return performance.now() - began < 1_500 ? { status: 503 } : undefined;
  };
  // Waits of the sender end by the clock.
  const runs = setInterval(() => ground.clock.advance(10), 10);
  await ground.work().finally(() => clearInterval(runs));
  expect(await ground.places(id)).toEqual(["ada left timeout"]);
  expect(partner.calls.length).toBeGreaterThan(1);
  expect(sent()).toEqual([]);
});

it("what left before it was withdrawn is written down as sent", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id } = await ground.running(saying(ground, { timeout: { count: 30, unit: "minutes" } }));
  await ground.batch(did("ada", "In"));
  partner.misbehave = async () => {
    // Under way, and they leave meanwhile.
    ground.clock.advance(31 * 60_000);
    await moveDue(ground.system);
    return undefined;
  };
  await ground.work();
  expect(await ground.places(id)).toEqual(["ada left timeout"]);
  expect(sent()).toEqual(["ada Old words"]);
  expect(await ground.counts(id)).toMatchObject({ "say sent": 1 });
});
