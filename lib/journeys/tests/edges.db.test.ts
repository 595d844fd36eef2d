import { expect, it } from "vitest";
import type { Consumer } from "../../events/log.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { workJourneys } from "../../testing/work-journeys.ts";
import type { JourneyDraft } from "../document.ts";
import { followWindow } from "../live/follow.ts";
import { draw, track } from "../templates/draw.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";
import { stopJourney } from "../verbs/stop-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();
const sent = () => sentEvents(partner);

const anonymously = (event: string) => ({ type: "track", anonymousId: "anon", event });

/** In by "In", on by "On" to a message, out. */
const simple = (ground: JourneyGround, settings: JsonObject = {}) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "on"],
      ["on", "yes", "say"],
      ["say", "sent", "out"],
    ],
    settings,
  );

it("who was in a journey that is stopped and published again at once has left it, and gets nothing more of it", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens(did("ada", "In"), did("ben", "In"));
  const stopped = await stopJourney(ground.ctx, { id: journey.id });
  await ground.publish(stopped);
  await ground.work();
  expect(await ground.places(journey.id)).toEqual(["ada left stopped", "ben left stopped"]);
  await ground.happens(did("ada", "On"), did("cleo", "In"), did("cleo", "On"));
  expect(sent()).toEqual(["cleo Said"]);
});

it("what somebody does while they cannot be moved counts afterwards, however much else they do", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
        { id: "buy", kind: "action", settings: { did: track("Bought") } },
        {
          id: "visit",
          kind: "page_visit",
          settings: { page: { url: { op: "contains", value: "/thanks" } } },
        },
        { id: "thank", kind: "send_segment", settings: ground.toSegment("Thanked") },
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", "buy"],
        ["buy", "yes", "visit"],
        ["visit", "yes", "thank"],
      ],
    ),
  );
  await ground.happens(did("eve", "In"));
  await pauseJourney(ground.ctx, { id: journey.id, people: "hold" });
  await ground.happens(did("eve", "Bought"), ...Array.from({ length: 120 }, () => did("eve", "Looked")));
  const page = { type: "page", userId: "eve", name: "Shop", properties: { url: "https://shop.test/thanks" } };
  await ground.happens(did("eve", "Looked"), page);
  expect(await ground.places(journey.id)).toEqual(["eve at buy"]);
  await resumeJourney(ground.ctx, { id: journey.id });
  await ground.work();
  expect(sent()).toEqual(["eve Said", "eve Thanked"]);
});

it("visits are heard wherever a node goes by them, also where nothing else of the journey does", async () => {
  const ground = await journeyGround(database.db, partner);
  const within = { count: 1, unit: "hours" };
  const pages = { url: { op: "contains", value: "" } };
  const from = { referrer: { op: "contains", value: "search." } };
  const nodes: [string, JsonObject][] = [
    ["page_visit", { page: { url: { op: "contains", value: "/cart" } } }],
    ["page_count", { pages, count: 2, within }],
    ["referrer", { from }],
  ];
  for (const [kind, settings] of nodes) {
    await ground.running(
      draw(
        [
          { id: "in", kind: "entry_action", settings: { did: track("In") } },
          { id: "here", kind, settings },
          { id: "say", kind: "send_segment", settings: ground.toSegment(kind) },
        ],
        [
          ["in", "yes", "here"],
          ["here", "yes", "say"],
        ],
      ),
      kind,
    );
  }
  const visit = (properties: JsonObject) => ({
    type: "page" as const,
    userId: "ada",
    name: "Shop",
    properties,
  });
  await ground.happens(did("ada", "In"));
  await ground.happens(visit({ url: "https://shop.test/", referrer: "https://search.test/" }));
  expect(sent()).toEqual(["ada referrer"]);
  await ground.happens(visit({ url: "https://shop.test/cart" }));
  expect(sent().toSorted()).toEqual(["ada page_count", "ada page_visit", "ada referrer"]);
});

it("whose message is under way as a journey is paused goes on by what became of it, and by what they did meanwhile", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
        { id: "buy", kind: "action", settings: { did: track("Bought") } },
        { id: "thank", kind: "send_segment", settings: ground.toSegment("Thanked") },
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", "buy"],
        ["buy", "yes", "thank"],
      ],
    ),
  );
  partner.misbehave = async () => {
    partner.misbehave = () => undefined;
    await pauseJourney(ground.ctx, { id: journey.id, people: "hold" });
    return undefined;
  };
  await ground.happens(did("ada", "In"), did("ben", "In"));
  expect([sent(), await ground.places(journey.id)]).toEqual([
    ["ada Said", "ben Said"],
    ["ada at say", "ben at say"],
  ]);
  await ground.happens(did("ada", "Bought"));
  expect(await ground.places(journey.id)).toEqual(["ada at say", "ben at say"]);
  await resumeJourney(ground.ctx, { id: journey.id });
  await ground.work();
  expect([sent(), await ground.places(journey.id)]).toEqual([
    ["ada Said", "ada Thanked", "ben Said"],
    ["ada left ended", "ben at buy"],
  ]);
  await ground.happens(did("ben", "Bought"));
  expect(sent()).toEqual(["ada Said", "ada Thanked", "ben Said", "ben Thanked"]);
});

it("of two who become one person, both in a journey, one goes on and gets each message once", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens(did("ada", "In"), { type: "track", anonymousId: "anon", event: "In" });
  await ground.happens({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  expect((await ground.places(journey.id)).sort()).toEqual(["ada at on", "ada left merged"]);
  await ground.happens(did("ada", "On"));
  expect(sent()).toEqual(["ada Said"]);
  expect(await ground.counts(journey.id)).toMatchObject({
    entered: 2,
    "left merged": 1,
    "left force_exit": 1,
  });
});

it("what somebody did before they became another person counts, however far behind the worker is", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens({ type: "identify", userId: "ada", traits: {} }, anonymously("In"));
  await ground.batch(anonymously("On"));
  await ground.batch({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  // Event by event, as in a backlog: the merge lies in a later window than what was done before it.
  await workJourneys(ground.system, { follower: { ...ground.follower, maxEvents: 1 } });
  expect([sent(), await ground.places(journey.id)]).toEqual([["ada Said"], ["ada left force_exit"]]);
});

it("what somebody did counts who becomes another person just as it is looked at", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens({ type: "identify", userId: "ada", traits: {} }, anonymously("In"));
  await ground.batch(anonymously("On"));
  let isMerged = false;
  const handle: Consumer["handle"] = async (ctx, window, db) => {
    const sql: typeof db.sql = async (text, values) => {
      if (!isMerged && text.includes("p.merged_into is null")) {
        isMerged = true;
        await ground.batch({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
      }
      return db.sql(text, values);
    };
    await followWindow(ctx, window, { sql });
  };
  await workJourneys(ground.system, { follower: { ...ground.follower, isFrequent: false, handle } });
  expect([isMerged, sent(), await ground.places(journey.id)]).toEqual([
    ...[true, ["ada Said"], ["ada left force_exit"]],
  ]);
});

it("who becomes another person while their message is under way goes on by what became of it", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens({ type: "identify", userId: "ada", traits: {} }, anonymously("In"));
  partner.misbehave = async () => {
    partner.misbehave = () => undefined;
    await ground.batch({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
    return undefined;
  };
  await ground.happens(anonymously("On"));
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit"]);
});

const again = { reentry: { kind: "after_exit", rest: null } };

/** Ada and somebody unknown are in a journey that may be entered again, and become one. */
async function joined(ground: JourneyGround): Promise<string> {
  const { id } = await ground.running(
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
      again,
    ),
  );
  await ground.happens(did("ada", "In"), anonymously("In"));
  await ground.happens({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  return id;
}

it("who became one with another profile leaves and comes back in one breath", async () => {
  const ground = await journeyGround(database.db, partner);
  const id = await joined(ground);
  await ground.happens(did("ada", "On"), did("ada", "In"));
  expect(await ground.places(id)).toEqual(["ada at on", "ada left force_exit", "ada left merged"]);
});

it("who became one with another profile leaves and comes back by what they did while they were held", async () => {
  const ground = await journeyGround(database.db, partner);
  const id = await joined(ground);
  await pauseJourney(ground.ctx, { id, people: "hold" });
  await ground.happens(did("ada", "On"), did("ada", "In"));
  await resumeJourney(ground.ctx, { id });
  await ground.work();
  expect(await ground.places(id)).toEqual(["ada at on", "ada left force_exit", "ada left merged"]);
});

it("a rest counts from when a person last left, whichever of the profiles that they were it was", async () => {
  const ground = await journeyGround(database.db, partner);
  const rest = { count: 1, unit: "hours" };
  const { id } = await ground.running(simple(ground, { reentry: { kind: "after_exit", rest } }));
  await ground.happens(anonymously("In"), anonymously("On"));
  await ground.later(50);
  await ground.happens(did("ada", "In"), did("ada", "On"));
  await ground.later(1);
  await ground.happens({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  await ground.later(20);
  await ground.happens(did("ada", "In"));
  expect(await ground.refusals(id)).toEqual(["ada reentry 1"]);
  await ground.later(40);
  await ground.happens(did("ada", "In"));
  expect(await ground.places(id)).toEqual(["ada at on", "ada left force_exit", "ada left force_exit"]);
});

it("of two who become one person while both wait for the partner, one message leaves", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens(did("ada", "In"), { type: "track", anonymousId: "anon", event: "In" });
  partner.misbehave = () => ({ status: 503 });
  await ground.batch(did("ada", "On"), { type: "track", anonymousId: "anon", event: "On" });
  await ground.work({ signal: AbortSignal.timeout(2_000) });
  await ground.batch({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  await ground.work({ signal: AbortSignal.timeout(2_000) });
  partner.reset();
  await ground.later(5);
  expect(sent()).toEqual(["ada Said"]);
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit", "ada left merged"]);
});

it("an order's own event is waited for whether its number is a text or a number, and in vain where it has none", async () => {
  const ground = await journeyGround(database.db, partner);
  const key = { mine: ["order"], theirs: ["id"] };
  const branches = [{ id: "a", name: "", did: track("Shipped"), key }];
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("Ordered") } },
        { id: "wait", kind: "wait_for_event", settings: { branches, timeout: { count: 1, unit: "hours" } } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "wait"],
        ["wait", "a", "out"],
      ],
    ),
  );
  await ground.happens(did("ada", "Ordered", { order: 42 }), did("ben", "Ordered", { order: "42" }));
  await ground.happens(did("cleo", "Ordered"), did("dan", "Ordered", { order: null }));
  await ground.happens(
    ...[did("ada", "Shipped", { id: "42" }), did("ben", "Shipped", { id: 42 })],
    ...[did("cleo", "Shipped"), did("dan", "Shipped", { id: null })],
  );
  expect(await ground.places(journey.id)).toEqual([
    ...["ada left force_exit", "ben left force_exit", "cleo at wait", "dan at wait"],
  ]);
  await ground.later(60);
  expect((await ground.places(journey.id)).slice(2)).toEqual(["cleo left ended", "dan left ended"]);
});

it("a cart's own event is waited for by any of the things in it, wherever both keep them", async () => {
  const ground = await journeyGround(database.db, partner);
  const key = { mine: ["items", "sku"], theirs: ["products", "product", "id"] };
  const branches = [{ id: "a", name: "", did: track("Shipped"), key }];
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("Ordered") } },
        { id: "wait", kind: "wait_for_event", settings: { branches, timeout: { count: 1, unit: "hours" } } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "wait"],
        ["wait", "a", "out"],
      ],
    ),
  );
  await ground.happens(
    did("ada", "Ordered", { items: [{ sku: 1 }, { sku: "B2" }] }),
    did("ben", "Ordered", { items: { sku: "7" } }),
    did("cleo", "Ordered", { items: [{ name: "without" }] }),
  );
  await ground.happens(did("ada", "Shipped", { products: [{ product: { id: "Z9" } }] }));
  expect(await ground.places(journey.id)).toEqual(["ada at wait", "ben at wait", "cleo at wait"]);
  await ground.happens(
    did("ada", "Shipped", { products: [{ product: { id: "Z9" } }, { product: { id: "B2" } }] }),
    did("ben", "Shipped", { products: { product: [{ id: 7 }] } }),
    did("cleo", "Shipped", { products: [{ product: {} }] }),
  );
  expect(await ground.places(journey.id)).toEqual([
    ...["ada left force_exit", "ben left force_exit", "cleo at wait"],
  ]);
});

it("two events of one millisecond are taken in the order in which they came, also where the sender says another", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  const at = ground.clock.now().toISOString();
  const before = new Date(ground.clock.now().getTime() - 60_000).toISOString();
  await ground.happens(
    ...[
      { ...did("ada", "On"), timestamp: at },
      { ...did("ada", "In"), timestamp: at },
    ],
    ...[
      { ...did("ben", "In"), timestamp: at },
      { ...did("ben", "On"), timestamp: before },
    ],
  );
  expect(await ground.places(journey.id)).toEqual(["ada at on", "ben left force_exit"]);
});

it("a journey's longest stay is over before what is due at the same moment", async () => {
  const ground = await journeyGround(database.db, partner);
  const hours = (count: number) => ({ count, unit: "hours" });
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "delay", kind: "delay", settings: { until: { kind: "duration", wait: hours(2), at: null } } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [
        ["in", "yes", "delay"],
        ["delay", "done", "say"],
      ],
      { timeout: hours(2) },
    ),
  );
  await ground.happens(did("ada", "In"));
  await ground.later(120);
  expect([await ground.places(journey.id), sent()]).toEqual([["ada left timeout"], []]);
});

it("a birthday of 29 February comes on the 28th in other years, each year once", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2027-02-27T00:00:00.000Z" });
  const date = { of: "person", path: ["birthday"], days: 0, at: "09:00", yearly: true };
  await ground.people(1, { birthday: "2000-02-29" });
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_date_time", settings: { date } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Happy birthday") },
      ],
      [["in", "yes", "say"]],
      { reentry: { kind: "after_exit", rest: null } },
    ),
  );
  for (const hours of [12, 12, 9, 12, 12, 12]) {
    await ground.later(hours * 60);
  }
  expect(sent()).toEqual(["u-0 Happy birthday"]);
  expect((await ground.paths(journey.id))[0]).toContain("in yes > say sent");
  const [stay] = await database.db.prisma.journeyStay.findMany({
    where: { workspaceId: ground.workspaceId },
  });
  expect(stay?.enteredAt?.toISOString()).toBe("2027-02-28T09:00:00.000Z");
});

it("a time of the clock is the person's own, over the change of their clocks", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-07T20:00:00.000Z" });
  const until = { kind: "duration", wait: { count: 1, unit: "days" }, at: "09:00" };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "delay", kind: "delay", settings: { until } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [
        ["in", "yes", "delay"],
        ["delay", "done", "say"],
      ],
      { zone: "user" },
    ),
  );
  const lives = (userId: string, timezone: string) => ({ type: "identify", userId, traits: { timezone } });
  await ground.happens(lives("ny", "America/New_York"), lives("berlin", "Europe/Berlin"));
  await ground.happens(did("ny", "In"), did("berlin", "In"), did("nowhere", "In"));
  const stays = await database.db.prisma.journeyStay.findMany({ where: { journeyId: journey.id } });
  // New York has changed its clocks in between: UTC-4, no longer -5. Who is nowhere goes by the workspace's.
  expect(stays.map(({ dueAt }) => dueAt?.toISOString()).sort()).toEqual([
    ...["2026-03-08T08:00:00.000Z", "2026-03-08T09:00:00.000Z", "2026-03-08T13:00:00.000Z"],
  ]);
});

it("whoever is in a journey goes on when they become one with somebody who only waits before it", async () => {
  const ground = await journeyGround(database.db, partner);
  const inaction = {
    did: track("Cart"),
    didNot: track("Paid"),
    within: { count: 1, unit: "hours" },
    same: null,
  };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_inaction", settings: inaction },
        { id: "on", kind: "action", settings: { did: track("On") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "on"],
        ["on", "yes", "out"],
      ],
    ),
  );
  await ground.happens({ type: "track", anonymousId: "anon", event: "Cart" });
  await ground.later(60);
  await ground.happens(did("ada", "Cart"));
  await ground.happens({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  expect(await ground.places(journey.id)).toEqual(["ada at on"]);
  await ground.later(60);
  await ground.happens(did("ada", "On"));
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit"]);
});

it("a journey does not begin again by what it does itself", async () => {
  const ground = await journeyGround(database.db, partner);
  const settings = { reentry: { kind: "after_exit", rest: null } };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In", "Notification Sent") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [["in", "yes", "say"]],
      settings,
    ),
  );
  await ground.happens(did("ada", "In"));
  await ground.later(1);
  expect(sent()).toEqual(["ada Said"]);
  expect(await ground.counts(journey.id)).toMatchObject({ entered: 1 });
});

it("journeys that would let people into each other without end are not published, and with a rest they are", async () => {
  const ground = await journeyGround(database.db, partner);
  const by = (journeyId: string, reentry: JsonObject) =>
    draw(
      [
        { id: "in", kind: "entry_journey", settings: { journeyId, when: "left" } },
        { id: "out", kind: "force_exit" },
      ],
      [["in", "yes", "out"]],
      { reentry },
    );
  const always = { kind: "after_exit", rest: null };
  const first = await ground.running(simple(ground, { reentry: always }), "First");
  const second = await ground.running(by(first.id, always), "Second");
  const third = await ground.running(by(second.id, always), "Third");
  const change = (draft: JourneyDraft, revision: number) =>
    updateJourney(ground.ctx, { id: first.id, revision, draft });
  const round = await change(by(third.id, always), first.revision);
  await expect(ground.publish(round)).rejects.toMatchObject({
    ...{ code: "invalid", problems: [{ path: "settings.reentry" }] },
  });
  const rests = await change(
    by(third.id, { kind: "after_exit", rest: { count: 1, unit: "minutes" } }),
    round.revision,
  );
  await ground.publish(rests);
});

it("an event is as old as it was when it came, however late a worker looks at it", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  const ago = (minutes: number) => new Date(ground.clock.now().getTime() - minutes * 60_000).toISOString();
  await ground.batch(
    ...[did("now", "In"), { ...did("hour", "In"), timestamp: ago(60) }],
    ...[
      { ...did("older", "In"), timestamp: ago(61) },
      { ...did("soon", "In"), timestamp: ago(-2) },
    ],
  );
  // No worker is there for half a day.
  ground.clock.advance(12 * 3_600_000);
  await ground.work();
  expect(await ground.places(journey.id)).toEqual(["hour at on", "now at on", "soon at on"]);
  expect(await ground.refusals(journey.id)).toEqual(["older old_event 1"]);
});

const visitor = (anonymousId: string, event: string): JsonObject => ({ type: "track", anonymousId, event });
const signedIn = (userId: string, anonymousId: string): JsonObject => ({
  ...{ type: "identify", userId, anonymousId, traits: {} },
});

it("what somebody did in time as a visitor counts where they wait, once they sign in: no reminder, and the goal", async () => {
  const ground = await journeyGround(database.db, partner);
  const within = { count: 1, unit: "hours" };
  const inaction = { did: track("Cart"), didNot: track("Paid"), within, same: null };
  const remind = { id: "say", kind: "send_segment", settings: ground.toSegment("Reminded") };
  const goals = [{ id: "g1", name: "Won", ...track("Won") }];
  const byEntry = await ground.running(
    draw([{ id: "in", kind: "entry_inaction", settings: inaction }, remind], [["in", "yes", "say"]]),
    "Entry",
  );
  const byNode = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "here", kind: "inaction", settings: { ...inaction, timeout: null } },
        { ...remind, settings: ground.toSegment("Reminded inside") },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "here"],
        ["here", "yes", "say"],
        ["here", "no", "out"],
      ],
      { goals, timeout: { count: 5, unit: "days" } },
    ),
    "Node",
  );
  const people = ["ada", "ben", "cleo", "dan"];
  // Before the cart, and before they came in: that counts for nothing.
  await ground.happens(visitor("v-ben", "Paid"), visitor("v-ben", "Won"));
  await ground.later(1);
  await ground.happens(...people.flatMap((each) => [did(each, "In"), did(each, "Cart")]));
  await ground.later(30);
  await ground.happens(visitor("v-ada", "Paid"), visitor("v-cleo", "Won"));
  await ground.later(5);
  await ground.happens(signedIn("ada", "v-ada"), signedIn("ben", "v-ben"), signedIn("cleo", "v-cleo"));
  await ground.later(10);
  await ground.happens(visitor("v-dan", "Paid"));
  await ground.later(60);
  // Too late: the reminder has left.
  await ground.happens(signedIn("dan", "v-dan"));
  expect(sent().toSorted()).toEqual([
    ...["ben Reminded", "ben Reminded inside", "cleo Reminded", "dan Reminded", "dan Reminded inside"],
  ]);
  expect((await ground.places(byNode.id)).toSorted()).toEqual([
    ...["ada left force_exit", "ben at say", "cleo left goal", "dan at say"],
  ]);
  expect((await ground.places(byEntry.id)).toSorted()).toEqual([
    ...["ben left ended", "cleo left ended", "dan left ended"],
  ]);
});

it("what a visitor did counts once: not where it counted in a journey of theirs, and it lets nobody in anew", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground, again));
  await ground.happens(did("ada", "In"), did("ben", "In"));
  await ground.later(1);
  await ground.happens(visitor("v-ada", "On"));
  await ground.later(1);
  await ground.happens(visitor("v-ada", "In"), visitor("v-ben", "In"));
  await ground.later(1);
  await ground.happens(visitor("v-ben", "On"));
  await ground.later(1);
  await ground.happens(signedIn("ada", "v-ada"), signedIn("ben", "v-ben"));
  const places = [...["ada left force_exit", "ada left merged", "ben at on", "ben left force_exit"]];
  expect((await ground.places(journey.id)).toSorted()).toEqual(places);
  await ground.happens(signedIn("ada", "v-ada-2"), signedIn("ben", "v-ben-2"));
  expect((await ground.places(journey.id)).toSorted()).toEqual(places);
  expect(sent()).toHaveLength(2);
});

it("journeys that begin by each other's messages need a rest in one of them, and not where a filter parts them", async () => {
  const ground = await journeyGround(database.db, partner);
  const begun = (events: JsonObject[], more: JsonObject = {}, where: JsonObject[] = []) =>
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: { events, where } } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      ],
      [["in", "yes", "say"]],
      { reentry: { kind: "after_exit", rest: null }, ...more },
    );
  const sends = [{ type: "track", name: "Notification Sent" }];
  const problems = async (document: JourneyDraft) =>
    (await ground.draft(document)).problems.map(({ path }) => path);
  expect(await problems(begun(sends))).toEqual([]);
  await ground.running(begun(sends));
  expect(await problems(begun(sends))).toEqual(["settings.reentry"]);
  const rest = { count: 1, unit: "days" };
  expect(await problems(begun(sends, { reentry: { kind: "after_exit", rest } }))).toEqual([]);
  expect(await problems(begun(sends, { reentry: { kind: "never" } }))).toEqual([]);
  expect(await problems(begun([{ type: "track", name: "Webhook Delivered" }]))).toEqual([]);
  const test = { type: "text", op: "equals", value: "other" };
  expect(await problems(begun(sends, {}, [{ of: "properties", path: ["Journey id"], test }]))).toEqual([]);
});
