import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import type { JourneyDraft } from "../document.ts";
import { changeSettings } from "../edits/nodes.ts";
import { remove } from "../edits/remove.ts";
import { draw, track } from "../templates/draw.ts";
import { getImpact } from "../verbs/get-impact.ts";
import { listJourneyHistory } from "../verbs/list-journey-history.ts";
import { listVersions } from "../verbs/list-versions.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";
import { restoreVersion } from "../verbs/restore-version.ts";
import { stopJourney } from "../verbs/stop-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

const sent = () => sentEvents(partner);

const twoSteps = (ground: JourneyGround, settings: JsonObject = {}): JourneyDraft =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "one", kind: "action", name: "First", settings: { did: track("One") } },
      { id: "two", kind: "action", settings: { did: track("Two") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
    ],
    [
      ["in", "yes", "one"],
      ["one", "yes", "two"],
      ["two", "yes", "say"],
    ],
    settings,
  );

it("while it is paused nobody enters or moves and nothing leaves; what happened meanwhile counts when it goes on", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id } = await ground.running(twoSteps(ground));
  await ground.happens(did("ada", "In"));
  expect(await pauseJourney(ground.ctx, { id, people: "hold" })).toMatchObject({ status: "PAUSED" });
  await ground.happens(did("ada", "One"), did("ben", "In"));
  await ground.happens(did("ada", "Two"));
  expect(await ground.places(id)).toEqual(["ada at one"]);
  expect(await resumeJourney(ground.ctx, { id })).toMatchObject({ status: "RUNNING" });
  await ground.work();
  expect(await ground.places(id)).toEqual(["ada left ended"]);
  expect(sent()).toEqual(["ada Said"]);
  await expect(resumeJourney(ground.ctx, { id })).rejects.toMatchObject({ code: "precondition" });
});

it("paused so that those in it go on, it lets nobody in, not those either who wait before it, and moves all who are in it", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id } = await ground.running(twoSteps(ground, { reentry: { kind: "after_exit", rest: null } }));
  const inaction = {
    did: track("Cart"),
    didNot: track("Paid"),
    within: { count: 1, unit: "hours" },
    same: null,
  };
  const before = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_inaction", settings: inaction },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Come back") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  await ground.happens(did("ada", "In"), did("ben", "Cart"));
  expect(await pauseJourney(ground.ctx, { id, people: "go_on" })).toMatchObject({
    status: "PAUSED",
    goesOn: true,
  });
  await pauseJourney(ground.ctx, { id: before.id, people: "go_on" });
  await ground.happens(did("ada", "One"), did("cleo", "In"));
  await ground.happens(did("ada", "Two"), did("ada", "In"));
  expect(await ground.places(id)).toEqual(["ada left ended"]);
  expect(sent()).toEqual(["ada Said"]);
  await ground.later(90);
  await ground.happens(did("ben", "Looked"));
  expect(await ground.places(before.id)).toEqual(["ben before in"]);
  expect(await resumeJourney(ground.ctx, { id: before.id })).toMatchObject({
    status: "RUNNING",
    goesOn: false,
  });
  await ground.work();
  expect(sent()).toEqual(["ada Said", "ben Come back"]);
});

it("whoever is in a journey that is stopped leaves it, nothing more is sent, and it may be published again", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id } = await ground.running(twoSteps(ground));
  await ground.happens(did("ada", "In"), did("ada", "One"), did("ben", "In"));
  const stopped = await stopJourney(ground.ctx, { id });
  expect(stopped).toMatchObject({ status: "STOPPED", may: { publish: { allowed: true } } });
  await ground.happens(did("ada", "Two"), did("cleo", "In"));
  expect(await ground.places(id)).toEqual(["ada left stopped", "ben left stopped"]);
  expect(sent()).toEqual([]);
  expect(await ground.view(id)).toMatchObject({ inside: 0, finished: 2 });
  await ground.publish(stopped);
  await ground.happens(did("cleo", "In"));
  expect(await ground.places(id)).toContain("cleo at one");
});

it("people in it finish their version, or move to the next, as was chosen with the impact shown", async () => {
  const ground = await journeyGround(database.db, partner);
  const first = await ground.running(twoSteps(ground));
  const { id } = first;
  await ground.happens(did("ada", "In"), did("ben", "In"), did("ben", "One"));
  const shorter = remove(first.draft, new Set(["one"]));
  const second = await updateJourney(ground.ctx, { id, revision: first.revision, draft: shorter });
  expect(await getImpact(ground.ctx, { id })).toMatchObject({
    inside: 2,
    removed: [{ node: "one", people: 1 }],
    changes: [
      { node: "one", what: "removed" },
      { node: "in", what: "changed" },
    ],
  });
  const published = await ground.publish(second);
  await ground.happens(did("cleo", "In"));
  expect(await ground.places(id)).toEqual(["ada at one", "ben at two", "cleo at two"]);
  // The version that people enter does not have that step any more; theirs has.
  expect((await getImpact(ground.ctx, { id })).removed).toEqual([{ node: "one", name: "First", people: 1 }]);
  await ground.happens(did("ada", "One"));
  expect(await ground.places(id)).toContain("ada at two");

  const other = changeSettings(published.draft, "two", { did: track("Other") });
  const third = await updateJourney(ground.ctx, { id, revision: published.revision, draft: other });
  await ground.publish(third, { people: "move", note: "Other instead of Two" });
  await ground.work();
  await ground.happens(did("ada", "Two"), did("ben", "Other"));
  expect(await ground.places(id)).toEqual(["ada at two", "ben left ended", "cleo at two"]);
  const { items } = await listVersions(ground.ctx, { id });
  expect(items.map(({ number, inside, note, moving }) => ({ number, inside, note, moving }))).toEqual([
    { number: 3, inside: 2, note: "Other instead of Two", moving: false },
    { number: 2, inside: 0, note: "", moving: false },
    { number: 1, inside: 0, note: "", moving: false },
  ]);
});

it("those at a node that is gone move where they are told to, or leave", async () => {
  const ground = await journeyGround(database.db, partner);
  const first = await ground.running(twoSteps(ground));
  const { id } = first;
  await ground.happens(did("ada", "In"), did("ben", "In"), did("ben", "One"));
  const none = remove(first.draft, new Set(["one", "two"]));
  const second = await updateJourney(ground.ctx, { id, revision: first.revision, draft: none });
  const moves = [{ node: "one", to: "say" }];
  await expect(
    ground.publish(second, { people: "move", moves: [{ node: "one", to: "two" }] }),
  ).rejects.toMatchObject({ code: "invalid", problems: [{ path: "moves[0].to" }] });
  // Nobody leaves by an oversight.
  await expect(ground.publish(second, { people: "move", moves })).rejects.toMatchObject({
    code: "invalid",
    problems: [{ path: "moves", field: "moves", message: expect.stringContaining("1 person is in “") }],
  });
  expect(await ground.places(id)).toEqual(["ada at one", "ben at two"]);
  await ground.publish(second, { people: "move", moves: [...moves, { node: "two", to: null }] });
  await ground.work();
  expect(sent()).toEqual(["ada Said"]);
  expect(await ground.places(id)).toEqual(["ada left ended", "ben left removed"]);
  const back = await restoreVersion(ground.ctx, { id, number: 1, revision: second.revision });
  expect(back.draft).toEqual(first.draft);
  expect(back.changed).toBe(true);
});

it("nobody of another workspace sees or touches a journey", async () => {
  const [ours, theirs] = [
    await journeyGround(database.db, partner),
    await journeyGround(database.db, partner),
  ];
  const { id } = await ours.running(twoSteps(ours));
  for (const verb of [pauseJourney, stopJourney, getImpact, listVersions]) {
    await expect(verb(theirs.ctx, { id, people: "hold" })).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(listJourneyHistory(theirs.ctx, { id, limit: 20 })).rejects.toMatchObject({
    code: "not_found",
  });
  const { items } = await listJourneyHistory(ours.ctx, { id, limit: 20 });
  expect(items.map(({ action }) => action)).toEqual(["journey.published", "journey.created"]);
});
