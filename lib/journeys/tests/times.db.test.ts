import { describe, expect, it } from "vitest";
import { updateWorkspace } from "../../access/verbs/update-workspace.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { leftToDo } from "../../testing/journey-books.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { workJourneys } from "../../testing/work-journeys.ts";
import { simulateJourney } from "../simulate/simulate-journey.ts";
import { draw, track } from "../templates/draw.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";

const database = testDatabase();
const partner = testPartner();

const sent = () => sentEvents(partner);
const hours = (count: number) => ({ count, unit: "hours" });

it("people wait on links, at delays and for their own order's event, each for as long as it says", async () => {
  const ground = await journeyGround(database.db, partner);
  const key = { mine: ["order"], theirs: ["order"] };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("Ordered") } },
        {
          id: "wait",
          kind: "wait_for_event",
          settings: {
            branches: [{ id: "a", name: "", did: track("Shipped"), key }],
            timeout: hours(5),
          },
        },
        { id: "delay", kind: "delay", settings: { until: { kind: "duration", wait: hours(1), at: null } } },
        { id: "late", kind: "send_segment", settings: ground.toSegment("Late") },
        { id: "there", kind: "send_segment", settings: ground.toSegment("There") },
      ],
      [
        ["in", "yes", "wait"],
        ["wait", "a", "there", { ...hours(2), at: null }],
        ["wait", "timeout", "delay"],
        ["delay", "done", "late"],
      ],
    ),
  );
  await ground.happens(did("ada", "Ordered", { order: "1" }), did("ben", "Ordered", { order: "2" }));
  await ground.happens(did("ada", "Shipped", { order: "2" }), did("ben", "Shipped", { order: "2" }));
  expect(await ground.places(journey.id)).toEqual(["ada at wait", "ben at there"]);
  await ground.later(119);
  expect(sent()).toEqual([]);
  await ground.later(1);
  expect(sent()).toEqual(["ben There"]);
  await ground.later(180);
  expect(await ground.places(journey.id)).toEqual(["ada at delay", "ben left ended"]);
  await ground.later(60);
  expect(sent()).toEqual(["ada Late", "ben There"]);
  expect(await ground.paths(journey.id)).toEqual([
    "ada: in yes > wait timeout > delay done > late sent > late left",
    "ben: in yes > wait a > there sent > there left",
  ]);
});

it("whoever does one thing and not another comes in when the time is over, and is nowhere before", async () => {
  const ground = await journeyGround(database.db, partner);
  const settings = { did: track("Cart"), didNot: track("Bought"), within: hours(1), same: null };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_inaction", settings },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Come back") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  await ground.happens(did("ada", "Cart"), did("ben", "Cart"));
  expect(await ground.places(journey.id)).toEqual(["ada before in", "ben before in"]);
  expect(await ground.counts(journey.id)).toEqual({});
  await ground.happens(did("ben", "Bought"));
  await ground.later(60);
  expect(sent()).toEqual(["ada Come back"]);
  expect(await ground.places(journey.id)).toEqual(["ada left ended"]);
  expect(await ground.refusals(journey.id)).toEqual([]);
});

it("a journey at a time lets in those of its segment, once, and is over when nobody is in it", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(30, { plan: "gold" });
  await ground.people(5, { plan: "free" }, "free");
  const journey = await ground.running(
    draw(
      [
        {
          id: "in",
          kind: "entry_segment",
          settings: {
            people: { kind: "new", definition: goldOnly },
            timeline: { kind: "once", at: "2026-03-10T15:00" },
          },
        },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Hello") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  expect(journey).toMatchObject({ status: "SCHEDULED", nextRunAt: "2026-03-10T15:00:00.000Z" });
  await ground.later(179);
  expect(sent()).toHaveLength(0);
  await ground.later(1);
  expect(sent()).toHaveLength(30);
  expect(await ground.view(journey.id)).toMatchObject({ status: "COMPLETED", entered: 30, inside: 0 });
});

it("one on several dates lets in again only those who have left, where re-entry allows it", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(2, { plan: "gold" });
  const journey = await ground.draft(
    draw(
      [
        {
          id: "in",
          kind: "entry_segment",
          settings: {
            people: { kind: "new", definition: goldOnly },
            timeline: { kind: "dates", dates: ["2026-03-10T15:00", "2026-03-11T15:00"] },
          },
        },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Hello") },
      ],
      [["in", "yes", "say"]],
      { reentry: { kind: "after_exit", rest: null } },
    ),
  );
  await ground.publish(journey);
  await ground.later(180);
  await ground.later(24 * 60);
  expect(sent()).toEqual(["u-0 Hello", "u-0 Hello", "u-1 Hello", "u-1 Hello"]);
  expect((await ground.view(journey.id)).status).toBe("COMPLETED");
});

it("when the workspace's clocks are others, it lets in at the hour it says on the new ones, and once", async () => {
  const ground = await journeyGround(database.db, partner, { timeZone: "Europe/Berlin" });
  await ground.people(1, { plan: "gold" });
  const timed = (timeline: JsonObject, name: string) =>
    ground.running(
      draw(
        [
          {
            id: "in",
            kind: "entry_segment",
            settings: { people: { kind: "new", definition: goldOnly }, timeline },
          },
          { id: "say", kind: "send_segment", settings: ground.toSegment(name) },
        ],
        [["in", "yes", "say"]],
        timeline.kind === "once" ? {} : { reentry: { kind: "after_exit", rest: null } },
      ),
      name,
    );
  const recurrence = {
    from: "2026-03-11",
    time: "09:00",
    repeat: { every: "days", count: 1 },
    ends: { kind: "never" },
  };
  const often = await timed({ kind: "recurring", recurrence }, "Often");
  const once = await timed({ kind: "once", at: "2026-03-11T09:00" }, "Once");
  const held = await timed({ kind: "dates", dates: ["2026-03-11T09:00", "2026-03-12T09:00"] }, "Dates");
  await pauseJourney(ground.ctx, { id: held.id, people: "hold" });
  await updateWorkspace(ground.ctx, { timeZone: "America/New_York" });
  for (const { id } of [often, once, held]) {
    expect(await ground.view(id)).toMatchObject({ nextRunAt: "2026-03-11T13:00:00.000Z" });
  }
  await resumeJourney(ground.ctx, { id: held.id });
  await ground.later(24 * 60 + 59);
  expect(sent()).toEqual([]);
  await ground.later(1);
  expect(sent()).toEqual(["u-0 Dates", "u-0 Often", "u-0 Once"]);
  // Those hours of the next day lie behind on the clocks of Tokyo; nothing leaves at once, nor twice.
  await ground.later(23 * 60);
  await updateWorkspace(ground.ctx, { timeZone: "Asia/Tokyo" });
  await ground.work();
  expect(sent()).toHaveLength(3);
  await ground.later(60);
  expect(sent()).toEqual(["u-0 Dates", "u-0 Dates", "u-0 Often", "u-0 Often", "u-0 Once"]);
  expect(await ground.view(often.id)).toMatchObject({ nextRunAt: "2026-03-13T00:00:00.000Z" });
});

it("runs of one day let nobody in twice, and in those who have come to be meant meanwhile; the simulator says so too", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(2, { plan: "gold" });
  const dates = ["2026-03-10T15:00", "2026-03-10T20:00", "2026-03-11T00:30"];
  const people = { kind: "new", definition: goldOnly };
  const document = draw(
    [
      { id: "in", kind: "entry_segment", settings: { people, timeline: { kind: "dates", dates } } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Hello") },
    ],
    [["in", "yes", "say"]],
    { reentry: { kind: "after_exit", rest: null } },
  );
  const walked = await simulateJourney(ground.ctx, {
    ...{ document, journeyId: null, name: "Journey", from: "2026-03-10T14:00:00Z", days: 2, events: [] },
    ...{ person: { kind: "made_up", ids: {}, properties: {}, zone: null }, answers: {}, ends: {}, paths: {} },
  });
  expect(walked.stays.map(({ entered }) => entered)).toEqual([
    "2026-03-10T15:00:00.000Z",
    "2026-03-11T00:30:00.000Z",
  ]);
  const { id } = await ground.running(document);
  await ground.later(180);
  await ground.people(1, { plan: "gold" }, "late");
  await ground.later(300);
  expect(sent()).toEqual(["late-0 Hello", "u-0 Hello", "u-1 Hello"]);
  expect(await ground.refusals(id)).toEqual(["u-0 reentry 1", "u-1 reentry 1"]);
  await ground.later(270);
  expect(sent()).toEqual(["late-0", "late-0", "u-0", "u-0", "u-1", "u-1"].map((who) => `${who} Hello`));
});

it("each person's own date lets them in when it comes, of those who have one", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(1, { birthday: "1990-03-12" }, "soon");
  await ground.people(1, { birthday: "1990-09-12" }, "far");
  await ground.people(1, {}, "none");
  const date = { of: "person", path: ["birthday"], days: 0, at: "09:00", yearly: true };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_date_time", settings: { date } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Happy birthday") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  for (let days = 0; days < 4; days += 1) {
    await ground.later(12 * 60);
  }
  expect(sent()).toEqual(["soon-0 Happy birthday"]);
  expect(await ground.places(journey.id)).toEqual(["soon-0 left ended"]);
});

it("one journey lets into another whoever leaves it", async () => {
  const ground = await journeyGround(database.db, partner);
  const first = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "on", kind: "action", settings: { did: track("On") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "on"],
        ["on", "yes", "out"],
      ],
    ),
    "First",
  );
  const second = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_journey", settings: { journeyId: first.id, when: "left" } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Next") },
      ],
      [["in", "yes", "say"]],
    ),
    "Second",
  );
  await ground.happens(did("ada", "In"), did("ben", "In"));
  await ground.happens(did("ada", "On"));
  await ground.work();
  await ground.work();
  expect(sent()).toEqual(["ada Next"]);
  expect(await ground.places(second.id)).toEqual(["ada left ended"]);
});

it("a date that is set, moved or taken away shortly before it comes counts as it is then", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T12:00:00.000Z" });
  const date = { of: "person", path: ["visit"], days: 0, at: null, yearly: false };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_date_time", settings: { date } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("See you") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  const names = (visit: string | null, ...people: string[]) =>
    ground.happens(...people.map((userId) => ({ type: "identify", userId, traits: { visit } })));
  await names("2026-03-10T15:00:00.000Z", "ada", "ben", "cleo", "dan");
  expect(await ground.places(journey.id)).toEqual(
    ["ada", "ben", "cleo", "dan"].map((name) => `${name} before in`),
  );
  // Later, earlier, never: all within the same half day.
  await names("2026-03-10T17:00:00.000Z", "ben");
  await names("2026-03-10T13:00:00.000Z", "cleo");
  await names(null, "dan");
  await names("2026-03-10T11:00:00.000Z", "eve");
  await ground.later(60);
  expect(sent()).toEqual(["cleo See you"]);
  await ground.later(120);
  expect(sent()).toEqual(["ada See you", "cleo See you"]);
  await ground.later(119);
  expect(sent()).toEqual(["ada See you", "cleo See you"]);
  await ground.later(1);
  expect(sent()).toEqual(["ada See you", "ben See you", "cleo See you"]);
  // Whoever was in it once does not come in again, and nothing is said of it.
  await names("2026-03-10T18:00:00.000Z", "ada");
  await ground.later(12 * 60);
  expect(sent()).toHaveLength(3);
  expect(await ground.places(journey.id)).toEqual(["ada left ended", "ben left ended", "cleo left ended"]);
  expect(await ground.refusals(journey.id)).toEqual([]);
});

it("of somebody who waits before a journey what counts is what they do and their date together, once", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T12:00:00.000Z" });
  const date = { of: "person", path: ["visit"], days: 0, at: null, yearly: false };
  const dated = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_date_time", settings: { date } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("See you") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  const other = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Hello") },
      ],
      [["in", "yes", "say"]],
    ),
  );
  const visit = (at: string) => ({ type: "identify", userId: "ada", traits: { visit: at } });
  await ground.happens(visit("2026-03-10T13:00:00.000Z"), did("ada", "In"));
  // It has come, and is moved with what they do in the same moment.
  ground.clock.advance(60 * 60_000);
  await ground.happens(visit("2026-03-10T14:00:00.000Z"), did("ada", "In"));
  expect(sent().filter((each) => each === "ada Hello")).toHaveLength(1);
  await ground.later(60);
  expect(sent()).toEqual(["ada Hello", "ada See you"]);
  expect(await ground.counts(dated.id)).toMatchObject({ entered: 1, "left ended": 1 });
  expect(await ground.places(other.id)).toEqual(["ada left ended"]);
});

it("who waits in a journey for a date of theirs goes by it as it is then, moved nearer, further away or taken away", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T12:00:00.000Z" });
  const date = { of: "person", path: ["visit"], days: 0, at: null, yearly: false };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "date", kind: "date_time", settings: { date, timeout: null } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("See you") },
        { id: "delay", kind: "delay", settings: { until: { kind: "date", date } } },
        { id: "late", kind: "send_segment", settings: ground.toSegment("Late") },
      ],
      [
        ["in", "yes", "date"],
        ["date", "yes", "say"],
        ["date", "no", "delay"],
        ["delay", "done", "late"],
      ],
    ),
  );
  const names = (visit: string | null, ...people: string[]) =>
    people.map((userId) => ({ type: "identify", userId, traits: { visit } }));
  const all = ["ada", "ben", "cleo", "dan"];
  await ground.happens(...names("2026-03-10T15:00:00.000Z", ...all));
  await ground.happens(...all.map((name) => did(name, "In")));
  await ground.happens(
    ...names("2026-03-10T13:00:00.000Z", "ben"),
    ...names("2026-03-10T17:00:00.000Z", "cleo"),
    // A date that is gone, and whatever else changes of a person who waits.
    ...names(null, "dan"),
    { type: "identify", userId: "ada", traits: { plan: "gold" } },
  );
  expect(sent()).toEqual(["dan Late"]);
  await ground.later(60);
  expect(sent()).toEqual(["ben See you", "dan Late"]);
  // While it is paused, too; of two who are moved to the past one had come after it.
  await pauseJourney(ground.ctx, { id: journey.id, people: "hold" });
  await ground.happens(
    ...names("2026-03-10T12:30:00.000Z", "cleo"),
    ...names("2026-03-10T09:00:00.000Z", "ada"),
  );
  expect(await ground.places(journey.id)).toEqual([
    "ada at date",
    "ben left ended",
    "cleo at date",
    "dan left ended",
  ]);
  await resumeJourney(ground.ctx, { id: journey.id });
  await ground.work();
  expect(sent()).toEqual(["ada Late", "ben See you", "cleo See you", "dan Late"]);
});

const hour = hours(1);
/** What an hour leads to "wait for Buy" by: a delay, a link, a node that waits for something else. */
const ways = {
  delay: [
    { id: "hour", kind: "delay", settings: { until: { kind: "duration", wait: hour, at: null } } },
    [
      ["in", "yes", "hour"],
      ["hour", "done", "buy"],
    ],
  ],
  link: [null, [["in", "yes", "buy", { ...hour, at: null }]]],
  wait: [
    { id: "hour", kind: "action", settings: { did: track("Open"), filter: null, timeout: hour } },
    [
      ["in", "yes", "hour"],
      ["hour", "yes", "out"],
      ["hour", "timeout", "buy"],
    ],
  ],
} as const;

it.each(Object.entries(ways))(
  "what people do after their time is over counts, however late they are moved (%s)",
  async (_name, [node, links]) => {
    const ground = await journeyGround(database.db, partner);
    const journey = await ground.running(
      draw(
        [
          { id: "in", kind: "entry_action", settings: { did: track("In") } },
          ...(node ? [node] : []),
          { id: "buy", kind: "action", settings: { did: track("Buy") } },
          { id: "out", kind: "force_exit" },
        ],
        [...links, ["buy", "yes", "out"]] as Parameters<typeof draw>[1],
      ),
    );
    await ground.happens(did("late", "In"), did("early", "In"), did("never", "In"));
    // No worker is there from now on.
    ground.clock.advance(50 * 60_000);
    await ground.batch(did("early", "Buy"));
    ground.clock.advance(40 * 60_000);
    await ground.batch(did("late", "Buy"));
    ground.clock.advance(30 * 60_000);
    await ground.work();
    expect(await ground.places(journey.id)).toEqual(["early at buy", "late left force_exit", "never at buy"]);
  },
);

it("what people do after a time that was over while a journey was held counts when it goes on", async () => {
  const ground = await journeyGround(database.db, partner);
  const [node, links] = ways.delay;
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        ...(node ? [node] : []),
        { id: "buy", kind: "action", settings: { did: track("Buy") } },
        { id: "out", kind: "force_exit" },
      ],
      [...links, ["buy", "yes", "out"]] as Parameters<typeof draw>[1],
    ),
  );
  await ground.happens(did("ada", "In"), did("ben", "In"));
  await pauseJourney(ground.ctx, { id: journey.id, people: "hold" });
  await ground.later(90);
  await ground.happens(did("ada", "Buy"));
  await resumeJourney(ground.ctx, { id: journey.id });
  await ground.work();
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit", "ben at buy"]);
});

const paid = { did: track("Cart"), didNot: track("Paid"), within: hours(1), same: null };
/** Cart and not Paid in an hour lets in, or leads on from "In". */
const inactions: Record<string, Parameters<typeof draw>> = {
  entry: [
    [
      { id: "in", kind: "entry_inaction", settings: paid },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "on"],
      ["on", "yes", "out"],
    ],
  ],
  node: [
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "cart", kind: "inaction", settings: { ...paid, timeout: null } },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "cart"],
      ["cart", "yes", "on"],
      ["cart", "no", "out"],
      ["on", "yes", "out"],
    ],
  ],
};

/** Workers do all that is left to do, who read so many events at a time. */
async function workIn(ground: JourneyGround, maxEvents: number): Promise<void> {
  do {
    await workJourneys(ground.system, { follower: { ...ground.follower, maxEvents } });
  } while (((await leftToDo(ground.ctx.db, ground.workspaceId)).unread ?? 0) > 0);
}

describe.each(Object.entries(inactions))("an inaction that a worker looks at late (%s)", (name, drawn) => {
  it.each([5_000, 1])("counts from when the one event came, %i events at a time", async (maxEvents) => {
    const ground = await journeyGround(database.db, partner);
    const journey = await ground.running(draw(...drawn));
    await ground.happens(did("late", "In"), did("intime", "In"), did("open", "In"));
    await ground.batch(did("late", "Cart"), did("intime", "Cart"));
    ground.clock.advance(30 * 60_000);
    await ground.batch(did("intime", "Paid"));
    ground.clock.advance(45 * 60_000);
    await ground.batch(did("late", "Paid"), did("open", "Cart"));
    ground.clock.advance(15 * 60_000);
    await workIn(ground, maxEvents);
    expect(await ground.places(journey.id)).toEqual(
      name === "entry"
        ? ["late at on", "open before in"]
        : ["intime left force_exit", "late at on", "open at cart"],
    );
    await ground.later(45);
    expect(await ground.places(journey.id)).toContain("open at on");
  });
});

const isCart = { of: "properties", path: ["at"], test: { type: "text", op: "equals", value: "cart" } };

it("nobody's time is over before what they did in time is read, however far behind the worker is", async () => {
  const ground = await journeyGround(database.db, partner);
  const [node] = ways.wait;
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        node,
        { id: "out", kind: "force_exit" },
        { id: "on", kind: "action", settings: { did: track("On") } },
      ],
      [
        ["in", "yes", "hour"],
        ["hour", "yes", "on"],
        ["hour", "timeout", "out"],
        ["on", "yes", "out"],
      ],
      { goals: [{ id: "g", name: "Looked", ...track("Looked"), where: [isCart] }], timeout: hours(9) },
    ),
  );
  await ground.happens(did("ada", "In"), did("ben", "In"));
  // It means something to them, and is not the goal.
  await ground.batch(did("ada", "Looked", { at: "home" }), did("ben", "Looked", { at: "home" }));
  ground.clock.advance(50 * 60_000);
  await ground.batch(did("ada", "Open"));
  ground.clock.advance(50 * 60_000);
  await workIn(ground, 1);
  expect(await ground.places(journey.id)).toEqual(["ada at on", "ben left force_exit"]);
});

it("a time of the entry in Do Not Disturb hours is a problem of it where a message is to leave then", async () => {
  // Tuesday, 10 March; on Sundays it is quiet all day.
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T12:00:00.000Z" });
  const segment = await ground.make("past", goldOnly);
  const quiet = {
    hours: [
      { weekdays: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" },
      { weekdays: [7], from: "07:00", to: "22:00" },
    ],
    mode: "delay",
  };
  const problems = async (timeline: JsonObject, more: JsonObject = {}, delayed = false) => {
    const people = { kind: "saved", segmentId: segment.id };
    const document = draw(
      [
        { id: "in", kind: "entry_segment", settings: { people, timeline } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [delayed ? ["in", "yes", "say", { ...hours(12), at: null }] : ["in", "yes", "say"]],
      { quiet, ...more },
    );
    const told = (await ground.draft(document)).problems;
    return told.map(({ node, path, message }) => `${node} ${path}: ${message.split(" lies")[0]}`);
  };
  const once = (at: string) => ({ kind: "once", at });
  const every = (time: string, repeat: JsonObject) => ({
    ...{ kind: "recurring", recurrence: { from: "2026-03-10", time, repeat, ends: { kind: "never" } } },
  });
  expect(await problems(once("2026-03-11T23:00"))).toEqual(["in timeline.at: 23:00"]);
  expect(await problems(once("2026-03-15T12:00"))).toEqual(["in timeline.at: 12:00"]);
  expect(await problems(once("2026-03-11T12:00"))).toEqual([]);
  const dates = { kind: "dates", dates: ["2026-03-11T12:00", "2026-03-12T06:59", "2026-03-13T07:00"] };
  expect(await problems(dates)).toEqual(["in timeline.dates[1]: 06:59"]);
  const daily = { every: "days", count: 1 };
  expect(await problems(every("23:30", daily))).toEqual(["in timeline.recurrence.time: 23:30"]);
  // On Sundays it waits for another day.
  expect(await problems(every("12:00", daily))).toEqual([]);
  const sundays = { every: "weeks", count: 1, weekdays: [7] };
  expect(await problems(every("12:00", sundays))).toEqual(["in timeline.recurrence.time: 12:00"]);
  // No message leaves then, or whether it is quiet then is each person's matter.
  expect(await problems(once("2026-03-11T23:00"), {}, true)).toEqual([]);
  expect(await problems(once("2026-03-11T23:00"), { zone: "user" })).toEqual([]);
});

it("what was to leave as people come in at a chosen time leaves at that time of the next day on which it may", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-14T12:00:00.000Z" });
  await ground.people(1, { plan: "gold" }, "ada");
  const quiet = {
    hours: [
      { weekdays: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" },
      { weekdays: [7], from: "07:00", to: "22:00" },
    ],
    mode: "delay",
  };
  const ends = { kind: "never" };
  const recurrence = { from: "2026-03-15", time: "12:00", repeat: { every: "days", count: 1 }, ends };
  const journey = await ground.running(
    draw(
      [
        {
          ...{ id: "in", kind: "entry_segment" },
          settings: {
            people: { kind: "new", definition: goldOnly },
            timeline: { kind: "recurring", recurrence },
          },
        },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", "out"],
      ],
      { quiet },
    ),
  );
  await ground.later(24 * 60);
  expect(await ground.places(journey.id)).toEqual(["ada-0 at say"]);
  await ground.later(24 * 60 - 1);
  expect(await ground.places(journey.id)).toEqual(["ada-0 at say"]);
  await ground.later(1);
  expect(await ground.places(journey.id)).toEqual(["ada-0 left force_exit"]);
});
