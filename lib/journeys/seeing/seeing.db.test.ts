import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { partnerServer } from "../../testing/partner-server.ts";
import { kindOf } from "../nodes/catalog.ts";
import type { JourneyView } from "../schema.ts";
import { type Drawn, draw, type Line, track } from "../templates/draw.ts";
import { updateJourney } from "../verbs/update-journey.ts";
import { checkJourneyPerson } from "./check-person.ts";
import { compareJourneyVersions } from "./compare-versions.ts";
import { journeysOfPerson } from "./journeys-of-person.ts";
import { listJourneyPeople } from "./list-people.ts";
import { pathOfPerson } from "./path-of-person.ts";
import { reportJourney } from "./report-journey.ts";
import type { ListJourneyPeople } from "./schema.ts";
import { upliftJourney } from "./uplift-journey.ts";

const database = testDatabase();
const partner = partnerServer();
let ground: JourneyGround;
let journey: JourneyView;
let still: { ground: JourneyGround; journey: JourneyView };
beforeAll(async () => {
  await partner.listen();
  ground = await journeyGround(database.db, partner);
  await fourPeople();
  still = { ground, journey };
});
afterAll(() => partner.close());
beforeEach(() => {
  ({ ground, journey } = still);
});

const did = (userId: string, event: string) => ({ type: "track", userId, event, properties: {} });
const goals = [{ id: "paid", name: "Paid", ...track("Paid") }];

/** Registered → AddToCart → a message → PurchaseCompleted → out, with a goal. */
function carts(settings = {}) {
  const nodes: Drawn[] = [
    { id: "in", kind: "entry_action", name: "Registered", settings: { did: track("Registered") } },
    { id: "cart", kind: "action", name: "Cart", settings: { did: track("AddToCart") } },
    { id: "add", kind: "send_segment", name: "Upsert", settings: ground.toSegment("upsert") },
    { id: "bought", kind: "action", name: "Bought", settings: { did: track("PurchaseCompleted") } },
    { id: "out", kind: "force_exit" },
  ];
  const lines: Line[] = [
    ["in", "yes", "cart"],
    ["cart", "yes", "add"],
    ["add", "sent", "bought"],
    ["bought", "yes", "out"],
  ];
  return draw(nodes, lines, { goals, timeout: { count: 30, unit: "days" }, ...settings });
}

/** The same four in a workspace of a test's own, which it may change. */
async function fourOthers(): Promise<void> {
  ground = await journeyGround(database.db, partner);
  await fourPeople();
}

/** Ada is through, Ben has a cart, Cleo has registered, Dan has paid. */
async function fourPeople(): Promise<void> {
  journey = await ground.running(carts());
  const people = ["ada", "ben", "cleo", "dan"];
  await ground.happens(...people.map((name) => did(name, "Registered")));
  await ground.later(1);
  await ground.happens(did("ada", "AddToCart"), did("ben", "AddToCart"), did("dan", "Paid"));
  await ground.later(1);
  await ground.happens(did("ada", "PurchaseCompleted"));
}

const people = (asked: Partial<ListJourneyPeople> & Pick<ListJourneyPeople, "what">) =>
  listJourneyPeople(ground.ctx, { id: journey.id, limit: 20, ...asked });
const names = async (asked: Parameters<typeof people>[0]) =>
  (await people(asked)).items.map(({ userId }) => userId).toSorted();
const idOf = async (name: string): Promise<string> => {
  const [row] = await database.db.sql<{ id: string }>(
    "select id::text from people where workspace_id = $1::uuid and user_id = $2",
    [ground.workspaceId, name],
  );
  return row?.id ?? "";
};

describe("the report of a journey", () => {
  it("counts who came, where they are and how they left, and each count has its people", async () => {
    const report = await reportJourney(ground.ctx, { id: journey.id });
    expect(report.totals).toMatchObject({
      ...{ entered: 4, inside: 2, left: 2, sent: 2, failed: 0 },
      goals: [{ what: "paid", name: "Paid", people: 1 }],
    });
    expect(report.nodes.cart).toMatchObject({ entered: 4, inside: 1, moved: 2 });
    expect(report.nodes.bought).toMatchObject({ entered: 2, inside: 1, moved: 1 });
    expect(report.edges).toMatchObject({ "in/yes": 4, "cart/yes": 2, "add/sent": 2, "bought/yes": 1 });
    expect(await names({ what: "entered" })).toEqual(["ada", "ben", "cleo", "dan"]);
    expect(await names({ what: "inside" })).toEqual(["ben", "cleo"]);
    expect(await names({ what: "inside", node: "bought" })).toEqual(["ben"]);
    expect(await names({ what: "entered", node: "bought" })).toEqual(["ada", "ben"]);
    expect(await names({ what: "moved", node: "cart", exit: "yes" })).toEqual(["ada", "ben"]);
    expect(await names({ what: "left", goal: "paid" })).toEqual(["dan"]);
    expect(await names({ what: "left", how: "force_exit" })).toEqual(["ada"]);
    expect(await names({ what: "sent", node: "add" })).toEqual(["ada", "ben"]);
    expect(await names({ what: "failed" })).toEqual([]);
  });

  it("counts only what happened in the time that is asked for, but who is in it now always", async () => {
    await fourOthers();
    await ground.later(3 * 60);
    await ground.happens(did("eve", "Registered"));
    const from = ground.clock.now().toISOString();
    const late = await reportJourney(ground.ctx, { id: journey.id, from });
    expect(late.totals).toMatchObject({ entered: 1, inside: 3, left: 0 });
    expect(late.edges).toEqual({ "in/yes": 1 });
    expect(late.totals.present).toBe(3);
    expect(await names({ what: "entered", from })).toEqual(["eve"]);
    expect(await names({ what: "inside", from })).toEqual(["ben", "cleo", "eve"]);
    const early = await reportJourney(ground.ctx, { id: journey.id, to: from });
    expect(early.totals.entered).toBe(4);
    expect(early.overTime.reduce((total, { entered }) => total + entered, 0)).toBe(4);
  });

  it("counts who waits before it, and tells when they come in: until then nobody seems to", async () => {
    ground = await journeyGround(database.db, partner);
    const within = { count: 1, unit: "hours" };
    const settings = { did: track("Cart"), didNot: track("Paid"), within, same: null };
    const { id } = await ground.running(
      draw(
        [
          { id: "in", kind: "entry_inaction", settings },
          { id: "on", kind: "action", settings: { did: track("On") } },
          { id: "out", kind: "force_exit" },
        ],
        [
          ["in", "yes", "on"],
          ["on", "yes", "out"],
        ],
      ),
    );
    const told = async () => (await reportJourney(ground.ctx, { id })).totals;
    const waiters = async () =>
      (await listJourneyPeople(ground.ctx, { id, what: "waiting", limit: 1 })).items.map(({ userId, at }) => [
        userId,
        at,
      ]);
    await ground.happens(did("ada", "Cart"), did("ben", "Cart"));
    expect(await told()).toMatchObject({ waiting: 2, entered: 0, inside: 0 });
    await ground.happens(did("ben", "Paid"));
    const dueAt = new Date(ground.clock.now().getTime() + 3_600_000).toISOString();
    expect(await waiters()).toEqual([["ada", dueAt]]);
    expect(await told()).toMatchObject({ waiting: 1 });
    await ground.later(60);
    expect(await told()).toMatchObject({ waiting: 0, entered: 1, inside: 1 });
    expect(await waiters()).toEqual([]);
  });

  it("tells how many were there in a time: no more go on or leave in it than were", async () => {
    await fourOthers();
    await ground.later(3 * 60);
    const from = ground.clock.now().toISOString();
    await ground.happens(did("eve", "Registered"), did("ben", "PurchaseCompleted"), did("cleo", "AddToCart"));
    const { nodes, edges, totals } = await reportJourney(ground.ctx, { id: journey.id, from });
    expect(totals).toMatchObject({ entered: 1, present: 3, left: 1, inside: 2 });
    expect(edges).toEqual({ "in/yes": 1, "cart/yes": 1, "add/sent": 1, "bought/yes": 1 });
    expect(nodes.cart).toMatchObject({ entered: 1, present: 2, moved: 1, inside: 1 });
    expect(nodes.bought).toMatchObject({ entered: 1, present: 2, moved: 1, inside: 1 });
    const all = await reportJourney(ground.ctx, { id: journey.id });
    expect(all.totals.present).toBe(all.totals.entered);
    const one = await reportJourney(ground.ctx, { id: journey.id, from, version: 1 });
    expect(one.totals.present).toBe(3);
  });

  it("tells what happened by the hour without gaps, and a longer time by the day", async () => {
    await fourOthers();
    const hour = (moment: Date) =>
      new Date(Math.floor(moment.getTime() / 3_600_000) * 3_600_000).toISOString();
    const first = hour(ground.clock.now());
    await ground.later(3 * 60);
    await ground.happens(did("eve", "Registered"));
    const ofHours = await reportJourney(ground.ctx, { id: journey.id });
    expect(ofHours.step).toBe("hour");
    expect(ofHours.overTime[0]).toEqual({ at: first, entered: 4, left: 2, goals: 1 });
    expect(ofHours.overTime.map(({ entered, left }) => [entered, left])).toEqual([
      [4, 2],
      [0, 0],
      [0, 0],
      [1, 0],
    ]);
    const from = new Date(Date.parse(first) + 3_600_000).toISOString();
    const later = await reportJourney(ground.ctx, { id: journey.id, from });
    expect(later.overTime).toEqual(ofHours.overTime.slice(1));
    const early = await reportJourney(ground.ctx, { id: journey.id, to: from });
    expect(early.overTime).toEqual(ofHours.overTime.slice(0, 1));
    await ground.later(5 * 24 * 60);
    await ground.happens(did("fay", "Registered"));
    const ofDays = await reportJourney(ground.ctx, { id: journey.id });
    expect(ofDays.step).toBe("day");
    expect(ofDays.overTime.map(({ entered }) => entered)).toEqual([5, 0, 0, 0, 0, 1]);
    expect(ofDays.overTime.map(({ at }) => new Date(at).getTime())).toEqual(
      ofDays.overTime.map((_, day) => Date.parse(ofDays.overTime[0]?.at ?? "") + day * 86_400_000),
    );
  });

  it("tells the people of a group page by page, each once", async () => {
    const first = await people({ what: "entered", limit: 3 });
    expect(first.items).toHaveLength(3);
    const second = await people({ what: "entered", limit: 3, cursor: first.nextCursor ?? "" });
    expect(second.nextCursor).toBeNull();
    const all = [...first.items, ...second.items].map(({ userId }) => userId);
    expect(new Set(all)).toEqual(new Set(["ada", "ben", "cleo", "dan"]));
  });

  it("is refused for a journey that was never published, and of another workspace", async () => {
    const draft = await ground.draft(carts());
    await expect(reportJourney(ground.ctx, { id: draft.id })).rejects.toMatchObject({ code: "precondition" });
    const other = await journeyGround(database.db, partner);
    await expect(reportJourney(other.ctx, { id: draft.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(
      listJourneyPeople(other.ctx, { id: draft.id, what: "inside", limit: 20 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells of those who go by an earlier version at a step that is gone", async () => {
    await fourOthers();
    const without = carts();
    const next = await ground.draft({
      ...without,
      nodes: without.nodes.filter(({ id }) => id !== "bought"),
      edges: without.edges
        .filter(({ from }) => from !== "bought")
        .map((edge) => (edge.to === "bought" ? { ...edge, to: "out" } : edge)),
    });
    // The same journey, published again: those who are in it finish theirs.
    const changed = await updateJourney(ground.ctx, {
      ...{ id: journey.id, revision: journey.revision, draft: next.draft },
    });
    await ground.publish(changed);
    const report = await reportJourney(ground.ctx, { id: journey.id });
    expect(report).toMatchObject({ version: 2, versions: [2, 1], elsewhere: 1 });
    const compared = await compareJourneyVersions(ground.ctx, { id: journey.id, from: 1, to: 2 });
    expect(compared.changes.map(({ node, what, people: at }) => [node, what, at])).toEqual([
      ["bought", "removed", 1],
      ["add", "changed", 0],
    ]);
    expect(compared.changes[1]).toMatchObject({
      ...{ parts: [], links: [{ exit: "Sent", before: "“Bought”", after: "“Force exit”" }] },
    });
    expect(compared.inside).toBe(2);
  });
});

describe("one person in a journey", () => {
  it("has a path with times, reasons and messages", async () => {
    const personId = await idOf("ada");
    const { person, stays } = await pathOfPerson(ground.ctx, { id: journey.id, personId });
    expect(person.userId).toBe("ada");
    expect(stays).toHaveLength(1);
    const [stay] = stays;
    expect(stay).toMatchObject({ endKind: "force_exit", version: 1, cut: false });
    expect(stay?.steps.map(({ node, exit }) => [node, exit])).toEqual([
      ...[
        ["in", "yes"],
        ["cart", "yes"],
        ["add", "sent"],
        ["bought", "yes"],
        ["out", null],
      ],
    ]);
    expect(stay?.steps[1]?.because).toBe("did AddToCart");
    expect(stay?.messages).toEqual([
      expect.objectContaining({ node: "add", channel: "segment", status: "sent", reason: null }),
    ]);
  });

  it("tells where they are and what they wait for, on their own page too", async () => {
    const { items } = await journeysOfPerson(ground.ctx, { id: await idOf("ben"), limit: 20 });
    expect(items).toEqual([
      expect.objectContaining({
        ...{ journeyId: journey.id, name: "Journey", status: "RUNNING", nodeName: "Bought", endedAt: null },
        waitsFor: expect.arrayContaining(["PurchaseCompleted"]),
      }),
    ]);
  });

  it("is found by Check a person: in it, out of it, kept out, and what would decide it now", async () => {
    await fourOthers();
    const check = (person: string) => checkJourneyPerson(ground.ctx, { id: journey.id, person });
    expect((await check("ben")).answer).toBe("This person is in the journey, at “Bought”.");
    expect((await check("dan@nowhere.example")).person).toBeNull();
    expect((await check("dan")).answer).toContain("Reached a goal: Paid");
    await ground.happens(did("dan", "Registered"));
    const again = await check("dan");
    expect(again.answer).toContain("did not enter again");
    expect(again.refusals).toEqual([expect.objectContaining({ reason: "reentry", times: 1 })]);
    expect(await names({ what: "not_entered", reason: "reentry" })).toEqual(["dan"]);
    expect(again.now.find(({ check: of }) => of === "Re-entry")?.passes).toBe(false);
    await ground.happens(did("fay", "AddToCart"));
    const never = await check("fay");
    expect(never.stays).toEqual([]);
    expect(never.now.map(({ check: of, passes }) => [of, passes])).toEqual([
      ["Journey", true],
      ["Event", false],
      ["Re-entry", true],
      ["Control groups", true],
    ]);
    expect(never.answer).toBe(
      "This person was not in the journey. Begins as soon as somebody does Registered. The person has not done so yet.",
    );
  });

  it.each<[string, Drawn, object[], string]>([
    [
      "what they did is not what the entry's filter asks for",
      {
        id: "in",
        kind: "entry_action",
        settings: {
          did: {
            ...track("Order"),
            where: [{ path: ["price"], test: { type: "number", op: "greater_than", value: 50 } }],
          },
        },
      },
      [{ ...did("eve", "Order"), properties: { price: 7 } }],
      "The last such event, at 10 Mar 2026, 12:00 UTC, does not fit that.",
    ],
    [
      "they visited another page",
      { id: "in", kind: "entry_page_visit", settings: { page: { url: { op: "contains", value: "/cart" } } } },
      [{ type: "page", userId: "eve", name: "Home", properties: { url: "https://shop.example/" } }],
      "Begins as soon as somebody visits a page with /cart. The last such event, at 10 Mar 2026, 12:00 UTC, does not fit that.",
    ],
    [
      "they came from elsewhere",
      {
        id: "in",
        kind: "entry_referrer",
        settings: { from: { referrer: { op: "contains", value: "search." } } },
      },
      [{ type: "page", userId: "eve", name: "Home", properties: { referrer: "https://news.example/" } }],
      "Begins as soon as somebody comes from a page with search.. The last such event, at 10 Mar 2026, 12:00 UTC, does not fit that.",
    ],
    [
      "they visited too few pages in the time",
      {
        id: "in",
        kind: "entry_page_count",
        settings: { ...kindOf("entry_page_count")?.blank, within: { count: 1, unit: "minutes" } },
      },
      [0, 1].map(() => ({ type: "page", userId: "eve", name: "Home", properties: {} })),
      "Begins as soon as somebody makes 3 page visits within 1 minute. The last such visit was at 10 Mar 2026, 12:01 UTC. The person made too few visits in time.",
    ],
    [
      "they did in time what must not follow",
      {
        id: "in",
        kind: "entry_inaction",
        settings: {
          ...{
            did: track("Cart"),
            didNot: track("Paid"),
            within: { count: 1, unit: "hours" },
            same: ["cart"],
          },
        },
      },
      [
        { ...did("eve", "Cart"), properties: { cart: "a" } },
        { ...did("eve", "Paid"), properties: { cart: "a" } },
      ],
      "and then the person did Paid in time.",
    ],
    [
      "their date is still to come",
      {
        id: "in",
        kind: "entry_date_time",
        settings: { date: { of: "person", path: ["renewal"], days: 0, at: "09:00", yearly: false } },
      },
      [{ type: "identify", userId: "eve", traits: { renewal: "2030-02-01" } }],
      "Begins on renewal, at 09:00. For this person that is at 1 Feb 2030, 09:00 UTC.",
    ],
    [
      "they have no date",
      {
        id: "in",
        kind: "entry_date_time",
        settings: { date: { of: "person", path: ["renewal"], days: 0, at: "09:00", yearly: false } },
      },
      [did("eve", "Order")],
      "Begins on renewal, at 09:00. Of this person, the property holds no date.",
    ],
  ])("says of somebody who did not enter that %s", async (_why, entry, calls, told) => {
    ground = await journeyGround(database.db, partner);
    journey = await ground.running(draw([entry, { id: "out", kind: "force_exit" }], [["in", "yes", "out"]]));
    for (const call of calls) {
      await ground.happens(call as Parameters<typeof ground.happens>[0]);
      await ground.later(1);
    }
    const { answer } = await checkJourneyPerson(ground.ctx, { id: journey.id, person: "eve" });
    expect(answer).toContain("This person was not in the journey.");
    expect(answer).toContain(told);
  });

  it("speaks of another journey by its name", async () => {
    await fourOthers();
    const first = journey;
    const entry = { id: "in", kind: "entry_journey", settings: { journeyId: first.id, when: "left" } };
    journey = await ground.running(draw([entry, { id: "out", kind: "force_exit" }], [["in", "yes", "out"]]));
    const { answer } = await checkJourneyPerson(ground.ctx, { id: journey.id, person: "cleo" });
    expect(answer).toContain("Begins when somebody leaves “Journey”.");
    expect(answer).not.toContain("Junction Journey");
  });
});

describe("the uplift of a journey", () => {
  it("holds goals of those who entered against the control group, in the time of the longest stay", async () => {
    ground = await journeyGround(database.db, partner);
    journey = await ground.running(
      carts({
        controlGroups: { system: false, custom: [], percent: 50 },
        timeout: { count: 3, unit: "days" },
      }),
    );
    const everybody = Array.from({ length: 40 }, (_, index) => `person-${index}`);
    await ground.happens(...everybody.map((name) => did(name, "Registered")));
    const held = (await people({ what: "not_entered", reason: "control_group", limit: 100 })).items.map(
      ({ userId }) => userId ?? "",
    );
    const entered = everybody.filter((name) => !held.includes(name));
    expect(Math.min(held.length, entered.length)).toBeGreaterThan(5);
    // One of the control group pays twice, one does something else, one pays when those who entered are out.
    const [first = "", second = "", third = ""] = held;
    await ground.later(60);
    await ground.happens(
      ...entered.slice(0, 4).map((name) => did(name, "Paid")),
      ...[did(first, "Paid"), did(first, "Paid"), did(second, "AddToCart")],
    );
    await ground.later(4 * 24 * 60);
    await ground.happens(did(third, "Paid"));
    const share = (of: string[], converted: number) => ({
      ...{ people: of.length, converted },
      percent: expect.closeTo((100 * converted) / of.length, 6),
      ...{ revenue: null, revenuePerPerson: null },
    });
    const { goal } = await upliftJourney(ground.ctx, { id: journey.id });
    expect(goal).toEqual({
      entered: share(entered, 4),
      control: share(held, 1),
      uplift: expect.closeTo(100 * ((4 * held.length) / entered.length - 1), 6),
    });
  });

  it("is not told of a journey without goals", async () => {
    ground = await journeyGround(database.db, partner);
    journey = await ground.running(carts({ goals: [] }));
    expect(await upliftJourney(ground.ctx, { id: journey.id })).toEqual({ goal: null });
  });
});
