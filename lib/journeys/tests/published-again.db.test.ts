import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import type { JourneyDraft } from "../document.ts";
import { changeSettings } from "../edits/nodes.ts";
import type { JourneyView, PublishJourney } from "../schema.ts";
import { draw, track } from "../templates/draw.ts";
import { getImpact } from "../verbs/get-impact.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

const sent = () => sentEvents(partner);

/** Those of a segment at times, who wait for "On" and get a message then. */
const timed = (ground: JourneyGround, timeline: object): JourneyDraft =>
  draw(
    [
      {
        id: "in",
        kind: "entry_segment",
        settings: { people: { kind: "new", definition: goldOnly }, timeline: { ...timeline } },
      },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Old words") },
    ],
    [
      ["in", "yes", "on"],
      ["on", "yes", "say"],
    ],
  );

async function publishedWith(
  ground: JourneyGround,
  view: JourneyView,
  draft: JourneyDraft,
  more: Partial<PublishJourney> = {},
): Promise<JourneyView> {
  const { revision } = await ground.view(view.id);
  return ground.publish(await updateJourney(ground.ctx, { id: view.id, revision, draft }), more);
}

const mended = (ground: JourneyGround, { draft }: JourneyView) =>
  changeSettings(draft, "say", {
    ...draft.nodes.find(({ id }) => id === "say")?.settings,
    ...ground.toSegment("New words"),
  });

it.each([
  { kind: "once", at: null },
  { kind: "once", at: "2026-03-10T15:00" },
  { kind: "dates", dates: ["2026-03-10T15:00"] },
])(
  "a message behind $kind $at $dates is mended for those in it when the time has passed, and nobody is added",
  async (timeline) => {
    const ground = await journeyGround(database.db, partner);
    await ground.people(1, { plan: "gold" }, "first");
    const first = await ground.running(timed(ground, timeline));
    await ground.later(181);
    await ground.people(1, { plan: "gold" }, "late");
    const second = await publishedWith(ground, first, mended(ground, first), { people: "move" });
    expect(second).toMatchObject({ status: "RUNNING", version: 2, nextRunAt: null, problems: [] });
    await ground.work();
    expect(await ground.places(first.id)).toEqual(["first-0 at on"]);
    await ground.happens(did("first-0", "On"));
    expect(sent()).toEqual(["first-0 New words"]);
    expect((await ground.view(first.id)).status).toBe("COMPLETED");
  },
);

it("a time that came while a journey was held is made up for, also where it was mended meanwhile", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(1, { plan: "gold" });
  const first = await ground.running(timed(ground, { kind: "once", at: "2026-03-10T15:00" }));
  await pauseJourney(ground.ctx, { id: first.id, people: "hold" });
  await ground.later(181);
  await publishedWith(ground, first, mended(ground, first));
  await resumeJourney(ground.ctx, { id: first.id });
  await ground.work();
  expect(await ground.places(first.id)).toEqual(["u-0 at on"]);
});

it("another time lets in those of the segment at it, and one that has passed is refused", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(1, { plan: "gold" }, "first");
  const first = await ground.running(timed(ground, { kind: "once", at: null }));
  await ground.work();
  await ground.people(1, { plan: "gold" }, "late");
  const at = (moment: string) => timed(ground, { kind: "once", at: moment });
  await expect(publishedWith(ground, first, at("2026-03-10T11:00"))).rejects.toMatchObject({
    code: "invalid",
    problems: [{ field: "timeline" }],
  });
  await publishedWith(ground, first, at("2026-03-10T15:00"));
  await ground.later(180);
  expect(await ground.places(first.id)).toEqual(["first-0 at on", "late-0 at on"]);
});

it("a journey that ran by time and begins with an event now is not over when nobody is in it", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(1, { plan: "gold" });
  const first = await ground.running(timed(ground, { kind: "once", at: null }));
  await ground.work();
  const draft = draw(
    [
      { id: "begin", kind: "entry_action", settings: { did: track("In") } },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Words") },
    ],
    [
      ["begin", "yes", "on"],
      ["on", "yes", "say"],
    ],
  );
  await publishedWith(ground, first, draft, { people: "move", moves: [{ node: "in", to: null }] });
  await ground.happens(did("u-0", "On"));
  expect(await ground.places(first.id)).toEqual(["u-0 left ended"]);
  expect((await ground.view(first.id)).status).toBe("RUNNING");
  await ground.happens(did("ada", "In"));
  expect(await ground.places(first.id)).toEqual(["ada at on", "u-0 left ended"]);
});

it("who waits before a journey enters by the version that was published meanwhile, and not where its entry is another", async () => {
  const ground = await journeyGround(database.db, partner);
  const inaction = (didNot: string) => ({
    ...{ did: track("Cart"), didNot: track(didNot), same: null },
    within: { count: 1, unit: "hours" },
  });
  const first = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_inaction", settings: inaction("Paid") },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Old words") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  await ground.happens(did("ada", "Cart"));
  const second = await publishedWith(ground, first, mended(ground, first));
  expect(await ground.places(first.id)).toEqual(["ada before in"]);
  await ground.later(61);
  expect(sent()).toEqual(["ada New words"]);
  expect(await ground.places(first.id)).toEqual(["ada left ended"]);
  await ground.happens(did("ben", "Cart"));
  await publishedWith(ground, first, changeSettings(second.draft, "in", inaction("Bought")));
  expect(await ground.places(first.id)).toEqual(["ada left ended"]);
  await ground.later(61);
  expect(sent()).toEqual(["ada New words"]);
});

it("who is still to move to a node that the version behind it has not is told of there, and nobody is lost between the two", async () => {
  const ground = await journeyGround(database.db, partner);
  const waitingAt = (node: string): JourneyDraft =>
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: node, kind: "action", settings: { did: track("On") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", node],
        [node, "yes", "out"],
      ],
    );
  const journey = await ground.running(waitingAt("one"));
  await ground.happens(did("ada", "In"), did("ben", "In"));
  // No worker comes to the first move before the second is published.
  await publishedWith(ground, journey, waitingAt("two"), {
    people: "move",
    moves: [{ node: "one", to: "two" }],
  });
  const { revision } = await ground.view(journey.id);
  const third = await updateJourney(ground.ctx, { id: journey.id, revision, draft: waitingAt("three") });
  expect((await getImpact(ground.ctx, { id: journey.id })).removed).toEqual([
    { node: "two", name: "Action", people: 2 },
  ]);
  await expect(
    ground.publish(third, { people: "move", moves: [{ node: "one", to: "three" }] }),
  ).rejects.toThrow("2 people are in “Action” (two), which is gone");
  await ground.publish(third, { people: "move", moves: [{ node: "two", to: "three" }] });
  await ground.work();
  expect(await ground.places(journey.id)).toEqual(["ada at three", "ben at three"]);
});

it("who leaves a journey as their step is gone comes into the one that begins when they leave it", async () => {
  const ground = await journeyGround(database.db, partner);
  const out = { id: "out", kind: "force_exit" };
  const on = (id: string) => ({ id, kind: "action", settings: { did: track("On") } });
  const begun = (node: string): JourneyDraft =>
    draw(
      [{ id: "in", kind: "entry_action", settings: { did: track("In") } }, on(node), out],
      [
        ["in", "yes", node],
        [node, "yes", "out"],
      ],
    );
  const journey = await ground.running(begun("one"));
  const behind = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_journey", settings: { journeyId: journey.id, when: "left" } },
        ...[on("on"), out],
      ],
      [
        ["in", "yes", "on"],
        ["on", "yes", "out"],
      ],
    ),
    "Behind",
  );
  await ground.happens(did("ada", "In"));
  await publishedWith(ground, journey, begun("two"), { people: "move", moves: [{ node: "one", to: null }] });
  await ground.work();
  expect(await ground.places(journey.id)).toEqual(["ada left removed"]);
  await ground.work();
  expect(await ground.places(behind.id)).toEqual(["ada at on"]);
});

it("what is kept of somebody at a node means nothing to another kind that a program puts in its place", async () => {
  const ground = await journeyGround(database.db, partner);
  const within = { count: 1, unit: "hours" };
  const inaction = { did: track("Cart"), didNot: track("Paid"), within, same: null };
  const pageCount = { pages: { url: { op: "contains", value: "" } }, count: 2, within };
  const drawn = (entry: [string, JsonObject], here: [string, JsonObject]): JourneyDraft =>
    draw(
      [
        { id: "in", kind: entry[0], settings: entry[1] },
        { id: "here", kind: here[0], settings: here[1] },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [
        ["in", "yes", "here"],
        ["here", "yes", "say"],
      ],
    );
  const visit = (userId: string) => ({ type: "page" as const, userId, name: "Shop", properties: {} });
  const byEvents = await ground.running(
    drawn(["entry_inaction", { ...inaction, within: { count: 1, unit: "minutes" } }], ["inaction", inaction]),
  );
  const byPages = await ground.running(
    drawn(["entry_page_count", pageCount], ["page_count", pageCount]),
    "Pages",
  );
  await ground.happens(did("ada", "Cart"), visit("ben"), visit("ben"));
  await ground.later(2);
  await ground.happens(did("ada", "Cart"), did("eve", "Cart"), visit("ben"), visit("fay"));
  expect([await ground.places(byEvents.id), await ground.places(byPages.id)]).toEqual([
    ["ada at here", "eve before in"],
    ["ben at here", "fay before in"],
  ]);
  const { draft } = byEvents;
  await publishedWith(ground, byEvents, byPages.draft, { people: "move" });
  await publishedWith(ground, byPages, draft, { people: "move" });
  await ground.work();
  expect([await ground.places(byEvents.id), await ground.places(byPages.id)]).toEqual([
    ["ada at here"],
    ["ben at here"],
  ]);
  await ground.happens(visit("ada"), visit("ada"), did("ben", "Cart"));
  expect(sent()).toEqual(["ada Said"]);
  await ground.later(61);
  expect(sent()).toEqual(["ada Said", "ben Said"]);
});
