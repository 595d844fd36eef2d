import { afterEach, expect, it, vi } from "vitest";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { runtimes } from "../nodes/runtimes.ts";
import { checkJourneyPerson } from "../seeing/check-person.ts";
import { listJourneyPeople } from "../seeing/list-people.ts";
import { draw, track } from "../templates/draw.ts";

const database = testDatabase();
const partner = testPartner();

afterEach(() => void vi.restoreAllMocks());

const within = { count: 1, unit: "hours" };
const twoPages = { pages: { url: { op: "contains", value: "" } }, count: 2, within };
const visit = (userId: string) => ({ type: "page" as const, userId, name: "Shop", properties: {} });

/** Two pages after "Cart", and a message; what the first visit of somebody left behind is not what the step reads. */
async function withSpoilt(ground: JourneyGround, userId: string) {
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("Cart") } },
        { id: "pages", kind: "page_count", settings: twoPages },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Seen") },
      ],
      [
        ["in", "yes", "pages"],
        ["pages", "yes", "say"],
      ],
    ),
  );
  await ground.happens(...["ada", "ben"].flatMap((each) => [did(each, "Cart"), visit(each)]));
  const keep = (state: string) =>
    database.db.sql(
      `update journey_stays s set whereabouts = jsonb_set(s.whereabouts, '{state}', $3::jsonb) from people p
       where p.workspace_id = s.workspace_id and p.id = s.person_id and p.workspace_id = $1::uuid and p.user_id = $2
       returning 1`,
      [ground.ctx.workspaceId, userId, state],
    );
  const [was] = await database.db.sql<{ state: object }>(
    `select s.whereabouts -> 'state' as state from journey_stays s join people p on p.id = s.person_id
     where p.workspace_id = $1::uuid and p.user_id = $2`,
    [ground.ctx.workspaceId, userId],
  );
  await keep(`{"visits": "many"}`);
  return { journey, mend: () => keep(JSON.stringify(was?.state)) };
}

it("whose step fails stays there, says why, holds up nobody, and goes on with what came meanwhile once it is mended", async () => {
  const ground = await journeyGround(database.db, partner);
  const { journey, mend } = await withSpoilt(ground, "ada");
  await ground.happens(visit("ada"), visit("ben"));
  expect(sentEvents(partner)).toEqual(["ben Seen"]);
  expect(await ground.places(journey.id)).toEqual(["ada at pages", "ben left ended"]);

  const check = await checkJourneyPerson(ground.ctx, { id: journey.id, person: "ada" });
  expect(check.answer).toMatch(/^This person cannot go on at “.+”: the step failed \(/);
  expect(check.stays[0]?.until).toBe(new Date(ground.clock.now().getTime() + 600_000).toISOString());
  const inside = await listJourneyPeople(ground.ctx, { id: journey.id, what: "inside", limit: 10 });
  expect(inside.items.map(({ why }) => why)).toEqual([expect.stringMatching(/^The step failed \(/)]);

  // It fails again, as often as it is tried, and others go on.
  await ground.later(10);
  await ground.happens(did("eve", "Cart"), visit("eve"), visit("eve"));
  expect(sentEvents(partner)).toEqual(["ben Seen", "eve Seen"]);
  expect(await ground.places(journey.id)).toContain("ada at pages");

  await mend();
  await ground.later(10);
  expect(sentEvents(partner)).toEqual(["ada Seen", "ben Seen", "eve Seen"]);
  expect(await ground.paths(journey.id)).toEqual(
    ["ada", "ben", "eve"].map((each) => `${each}: in yes > pages yes > say sent > say left`),
  );
});

/** Every step of a kind fails until `mend` is called. */
function broken(kind: string, why = "out of order") {
  const runtime = runtimes.get(kind);
  if (!runtime) {
    throw new Error(`There is no kind "${kind}".`);
  }
  const { open } = runtime;
  let fails = true;
  vi.spyOn(runtime, "open").mockImplementation((settings) => {
    const step = open(settings);
    return (context) => {
      if (fails) {
        throw new Error(why);
      }
      return step(context);
    };
  });
  return () => {
    fails = false;
  };
}

it.each(["entry_action", "action", "profile_update", "send_segment"])(
  "who was held up at a step of the kind %s goes the same way once it is mended",
  async (kind) => {
    const mend = broken(kind);
    const ground = await journeyGround(database.db, partner);
    await ground.happens({ type: "identify", userId: "ada", traits: { plan: "gold" } });
    const journey = await ground.running(
      draw(
        [
          { id: "in", kind: "entry_action", settings: { did: track("Cart"), filter: goldOnly } },
          { id: "paid", kind: "action", settings: { did: track("Paid") } },
          {
            id: "note",
            kind: "profile_update",
            settings: { updates: [{ property: "paid", how: "set", value: "{{ Event.total }}" }] },
          },
          { id: "say", kind: "send_segment", settings: ground.toSegment("Thanks") },
        ],
        [
          ["in", "yes", "paid"],
          ["paid", "yes", "note"],
          ["note", "updated", "say"],
        ],
      ),
    );
    await ground.happens(did("ada", "Cart"));
    await ground.happens(did("ada", "Paid", { total: 12 }));
    await ground.later(10);
    expect(sentEvents(partner)).toEqual([]);
    // Steps up to the next wait are taken at once, or none of them: nobody is in whose first wait was not reached.
    const what = kind === "entry_action" || kind === "action" ? "waiting" : "inside";
    const { items } = await listJourneyPeople(ground.ctx, { id: journey.id, what, limit: 10 });
    expect(items.map(({ why }) => why)).toEqual(["The step failed (out of order), and is tried again"]);
    mend();
    await ground.later(10);
    expect(sentEvents(partner)).toEqual(["ada Thanks"]);
    expect(await ground.paths(journey.id)).toEqual([
      "ada: in yes > paid yes > note updated > say sent > say left",
    ]);
  },
);

it.each(["profile_update", "send_segment"])(
  "who is held up at a step of the kind %s still leaves by a goal, or when the longest stay is over, and gets nothing after it",
  async (kind) => {
    const mend = broken(kind);
    const ground = await journeyGround(database.db, partner);
    const minutes = { count: 5, unit: "minutes" };
    const journey = await ground.running(
      draw(
        [
          { id: "in", kind: "entry_action", settings: { did: track("Cart") } },
          { id: "wait", kind: "delay", settings: { until: { kind: "duration", wait: minutes, at: null } } },
          {
            id: "note",
            kind: "profile_update",
            settings: { updates: [{ property: "left", how: "set", value: "a cart" }] },
          },
          { id: "say", kind: "send_segment", settings: ground.toSegment("Come back") },
        ],
        [
          ["in", "yes", "wait"],
          ["wait", "done", "note"],
          ["note", "updated", "say"],
        ],
        { timeout: { count: 1, unit: "days" }, goals: [{ id: "g", name: "Buys", ...track("Paid") }] },
      ),
    );
    await ground.happens(did("ada", "Cart"), did("ben", "Cart"), did("eve", "Cart"));
    await ground.later(10);
    await ground.happens(did("ada", "Paid"));
    expect((await ground.places(journey.id))[0]).toBe("ada left goal");
    // The longest stay of a second one is over before the step is tried again.
    await ground.later(24 * 60 - 11);
    await ground.happens(did("ben", "Paid"));
    await ground.later(2);
    expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left goal", "eve left timeout"]);
    mend();
    await ground.later(10);
    expect(sentEvents(partner)).toEqual([]);
  },
);

it("whatever a failing step says of it can be kept, and holds up nobody", async () => {
  broken("action", `no \u0000 ${"\ud83d"} ${"x".repeat(100_000)}`);
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("Cart") } },
        { id: "looks", kind: "action", settings: { did: track("Look") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Seen") },
      ],
      [
        ["in", "yes", "looks"],
        ["looks", "yes", "say"],
      ],
    ),
  );
  await ground.happens(did("ada", "Cart"));
  const { stays } = await checkJourneyPerson(ground.ctx, { id: journey.id, person: "ada" });
  expect(stays[0]?.stuck).toMatch(/^no /);
  expect(stays[0]?.stuck?.length).toBeLessThan(1_000);
});
