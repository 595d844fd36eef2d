import { expect, it } from "vitest";
import { saveRules } from "../../campaigns/verbs/save-rules.ts";
import { createControlGroup } from "../../control-groups/verbs/create-control-group.ts";
import { advance } from "../../events/log.ts";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { did, sentTo, testPartner } from "../../testing/test-partner.ts";
import { weighSplits } from "../engine/weigh.ts";
import { reportJourney } from "../seeing/report-journey.ts";
import { draw, type Line, track } from "../templates/draw.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

/** In by "In", on by "On" to a message, out. */
const simple = (ground: JourneyGround, settings: JsonObject = {}, more: JsonObject = {}) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said", {}, more) },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "on"],
      ["on", "yes", "say"],
      ["say", "sent", "out"],
    ],
    settings,
  );

it("nobody enters a second time unless re-entry allows it, and then only so long after they left", async () => {
  const ground = await journeyGround(database.db, partner);
  const never = await ground.running(simple(ground), "Never");
  const again = await ground.running(
    simple(ground, { reentry: { kind: "after_exit", rest: { count: 2, unit: "hours" } } }),
    "Again",
  );
  await ground.happens(did("ada", "In"), did("ada", "On"));
  await ground.later(60);
  await ground.happens(did("ada", "In"));
  expect(await ground.refusals(never.id)).toEqual(["ada reentry 1"]);
  expect(await ground.refusals(again.id)).toEqual(["ada reentry 1"]);
  await ground.later(60);
  await ground.happens(did("ada", "In"), did("ada", "In"));
  expect(await ground.places(never.id)).toEqual(["ada left force_exit"]);
  expect(await ground.places(again.id)).toEqual(["ada at on", "ada left force_exit"]);
  expect(await ground.counts(never.id)).toMatchObject({ entered: 1, "refused reentry": 3 });
});

it("only those whom the entry means are told to have been in it before", async () => {
  const ground = await journeyGround(database.db, partner);
  const dear = {
    of: "properties",
    path: ["price"],
    test: { type: "number", op: "greater_than", value: 100 },
  };
  const out = { id: "out", kind: "force_exit" };
  const byCart = await ground.running(
    draw(
      [{ id: "in", kind: "entry_action", settings: { did: { ...track("Cart"), where: [dear] } } }, out],
      [["in", "yes", "out"]],
    ),
    "By cart",
  );
  const inaction = {
    did: track("Cart"),
    didNot: track("Paid"),
    within: { count: 1, unit: "hours" },
    same: null,
  };
  const unpaid = await ground.running(
    draw([{ id: "in", kind: "entry_inaction", settings: inaction }, out], [["in", "yes", "out"]]),
    "Unpaid",
  );
  await ground.happens(did("ada", "Cart", { price: 200 }));
  await ground.later(60);
  await ground.happens(did("ada", "Cart", { price: 5 }), did("ada", "Paid"));
  await ground.later(60);
  for (const { id } of [byCart, unpaid]) {
    expect([await ground.places(id), await ground.refusals(id)]).toEqual([["ada left force_exit"], []]);
  }
  await ground.happens(did("ada", "Cart", { price: 300 }));
  await ground.later(60);
  for (const { id } of [byCart, unpaid]) {
    expect([await ground.places(id), await ground.refusals(id)]).toEqual([
      ...[["ada left force_exit"], ["ada reentry 1"]],
    ]);
  }
});

it("who leaves and begins again in one breath comes in again, where re-entry needs no rest", async () => {
  const ground = await journeyGround(database.db, partner);
  const again = (settings: JsonObject = {}) => ({ reentry: { kind: "after_exit", rest: null }, ...settings });
  const plain = await ground.running(
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
      again(),
    ),
    "Plain",
  );
  // Behind a message: the events wait for what became of it, and are taken then.
  const sends = await ground.running(simple(ground, again()), "Sends");
  const capped = await ground.running(simple(ground, again({ cap: { kind: "only", people: 2 } })), "Capped");
  await ground.happens(...["In", "On", "In", "On", "In"].map((name) => did("ada", name)));
  expect(await ground.places(plain.id)).toEqual(["ada at on", "ada left force_exit", "ada left force_exit"]);
  expect(await ground.places(sends.id)).toEqual(["ada at on", "ada left force_exit", "ada left force_exit"]);
  expect(await ground.refusals(sends.id)).toEqual([]);
  expect(await ground.places(capped.id)).toEqual(["ada left force_exit", "ada left force_exit"]);
  expect(await ground.refusals(capped.id)).toEqual(["ada cap 1"]);
  expect(await ground.counts(capped.id)).toMatchObject({ entered: 2, "left force_exit": 2 });
});

it("caps hold whoever comes in with a later event, or with the time that is over by then", async () => {
  const ground = await journeyGround(database.db, partner);
  const inaction = {
    did: track("Cart"),
    didNot: track("Bought"),
    within: { count: 1, unit: "hours" },
    same: null,
  };
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_inaction", settings: inaction },
        { id: "on", kind: "action", settings: { did: track("Bought") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "on"],
        ["on", "yes", "out"],
      ],
      { cap: { kind: "only", people: 1 } },
    ),
  );
  await ground.happens(did("ada", "Cart"), did("ben", "Cart"));
  // The hour is over before anybody looks: what they do then finds them coming in.
  ground.clock.advance(2 * 3_600_000);
  await ground.batch(did("ada", "Bought"), did("ben", "Bought"));
  await othersAreDone(ground.system.db);
  await advance(ground.system, ground.follower, ground.system.workspaceId);
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit"]);
  expect(await ground.refusals(journey.id)).toEqual(["ben cap 1"]);
});

it("an event that is too old begins no journey, and why is kept", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground, { freshMinutes: 30 }));
  const ago = (minutes: number) => new Date(ground.clock.now().getTime() - minutes * 60_000).toISOString();
  await ground.happens(
    { ...did("old", "In"), timestamp: ago(31) },
    { ...did("new", "In"), timestamp: ago(29) },
  );
  expect(await ground.places(journey.id)).toEqual(["new at on"]);
  expect(await ground.refusals(journey.id)).toEqual(["old old_event 1"]);
});

it("a cap lets in as many as it says, in all or in a day", async () => {
  const ground = await journeyGround(database.db, partner);
  const inAll = await ground.running(simple(ground, { cap: { kind: "only", people: 2 } }), "All");
  const inDay = await ground.running(simple(ground, { cap: { kind: "per_day", people: 2 } }), "Day");
  await ground.happens(did("a", "In"), did("b", "In"), did("c", "In"));
  await ground.later(24 * 60);
  await ground.happens(did("c", "In"), did("d", "In"));
  expect(await ground.places(inAll.id)).toEqual(["a at on", "b at on"]);
  expect(await ground.refusals(inAll.id)).toEqual(["c cap 2", "d cap 1"]);
  expect(await ground.places(inDay.id)).toEqual(["a at on", "b at on", "c at on", "d at on"]);
  expect(await ground.refusals(inDay.id)).toEqual(["c cap_day 1"]);
});

it("control groups stay out, and the event says so", async () => {
  const ground = await journeyGround(database.db, partner);
  await createControlGroup(ground.ctx, { kind: "system", name: "Everywhere", percent: 5 });
  const document = simple(ground, { controlGroups: { system: true, custom: [], percent: 40 } });
  const journey = await ground.running(document);
  const people = Array.from({ length: 60 }, (_, n) => did(`u${n}`, "In"));
  await ground.happens(...people);
  const counts = await ground.counts(journey.id);
  const [entered = 0, held = 0] = [counts.entered, counts["refused control_group"]];
  expect(entered + held).toBe(60);
  expect(held).toBeGreaterThan(8);
  expect(entered).toBeGreaterThan(15);
  expect(await ground.raised()).toEqual({ "Journey Control Group": held });
  await ground.happens(...people.map((each) => ({ ...each, event: "On" })));
  expect(sentTo(partner)).toHaveLength(entered);
});

it("whoever reaches a goal leaves from wherever they are, and whoever stays too long does", async () => {
  const ground = await journeyGround(database.db, partner);
  const goal = { id: "g1", name: "Bought", events: [{ type: "track", name: "Bought" }], where: [] };
  const journey = await ground.running(
    simple(ground, { goals: [goal], timeout: { count: 3, unit: "hours" } }),
  );
  await ground.happens(did("ada", "In"), did("ben", "In"), did("cleo", "Bought"), did("cleo", "In"));
  await ground.happens(did("ada", "Bought"));
  await ground.later(179);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben at on", "cleo at on"]);
  await ground.later(1);
  expect(await ground.places(journey.id)).toEqual(["ada left goal", "ben left timeout", "cleo left timeout"]);
  expect(await ground.counts(journey.id)).toMatchObject({
    ...{ entered: 3, "left goal": 1, "left timeout": 2, "goal g1": 1 },
    ...{ "on out goal": 1, "on out timeout": 2 },
  });
  expect(await ground.view(journey.id)).toMatchObject({ inside: 0, goals: 1 });
});

it("in Do Not Disturb hours a message waits, or is not sent and goes on", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T22:30:00.000Z" });
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" }];
  const waits = await ground.running(simple(ground, { quiet: { hours, mode: "delay" } }), "Waits");
  const drops = await ground.running(simple(ground, { quiet: { hours, mode: "discard" } }), "Drops");
  const anyway = await ground.running(
    simple(ground, { quiet: { hours, mode: "discard" } }, { ignoreQuiet: true }),
    "Anyway",
  );
  await ground.happens(did("ada", "In"), did("ada", "On"));
  expect(await ground.places(waits.id)).toEqual(["ada at say"]);
  expect(await ground.places(drops.id)).toEqual(["ada left force_exit"]);
  expect(await ground.places(anyway.id)).toEqual(["ada left force_exit"]);
  expect(sentTo(partner)).toHaveLength(1);
  await ground.later(8.5 * 60);
  expect(await ground.places(waits.id)).toEqual(["ada left force_exit"]);
  expect(sentTo(partner)).toHaveLength(2);
});

it("whom nothing reaches, or who got too many messages, goes on by the exit that says so", async () => {
  const ground = await journeyGround(database.db, partner);
  const document = simple(ground);
  const journey = await ground.running(document);
  await saveRules(ground.ctx, {
    approval: false,
    limits: { segment: { messages: 1, days: 7, dwellMinutes: null } },
  });
  const other = await ground.running(document, "Other");
  await ground.happens(did("ada", "In"), did("ada", "On"));
  expect(sentTo(partner)).toEqual(["ada"]);
  const counts = [await ground.counts(journey.id), await ground.counts(other.id)];
  expect(counts.map((each) => each["say sent"] ?? 0).sort()).toEqual([0, 1]);
  expect(counts.map((each) => each["say failed frequency"] ?? 0).sort()).toEqual([0, 1]);
  expect(counts.map((each) => each["say moved sent"])).toEqual([1, 1]);
});

it("an automatic split sends more people by the path that works, and none is left without any", async () => {
  const ground = await journeyGround(database.db, partner);
  const paths = ["a", "b"].map((id) => ({ id, name: id, percent: 50 }));
  const within = { count: 1, unit: "days" };
  const [goal, also] = [{ ...track("Bought"), within }, [{ ...track("Booked"), within }]];
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "split", kind: "ab_split", settings: { mode: "automatic", paths, goal, also } },
        { id: "one", kind: "action", settings: { did: track("On") } },
        { id: "two", kind: "action", settings: { did: track("On") } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "split"],
        ["split", "a", "one"],
        ["split", "b", "two"],
        ["one", "yes", "out"],
        ["two", "yes", "out"],
      ],
    ),
  );
  const people = (prefix: string) => Array.from({ length: 60 }, (_, n) => `${prefix}${n}`);
  await ground.happens(...people("u").map((id) => did(id, "In")));
  const byB = (await ground.places(journey.id)).filter((each) => each.endsWith("two"));
  expect(byB.length).toBeGreaterThan(15);
  expect(byB.length).toBeLessThan(45);
  await ground.happens(
    ...byB.map((each, place) => did(each.split(" ")[0] ?? "", place % 2 === 0 ? "Bought" : "Booked")),
  );
  const told = async () => (await reportJourney(ground.ctx, { id: journey.id })).splits[0];
  expect(await told()).toMatchObject({
    node: "split",
    weighedAt: null,
    paths: [{ share: 0.5 }, { share: 0.5 }],
  });
  await weighSplits(ground.system);
  const byA = 60 - byB.length;
  const [a, b] = [1 / (byA + 2), (byB.length + 1) / (byB.length + 2)];
  expect(await told()).toEqual({
    ...{ node: "split", weighedAt: ground.clock.now().toISOString() },
    paths: [
      { exit: "a", name: "a", people: byA, reached: 0, share: a / (a + b) },
      { exit: "b", name: "b", people: byB.length, reached: byB.length, share: b / (a + b) },
    ],
  });
  await ground.happens(...people("v").map((id) => did(id, "In")));
  const later = (await ground.places(journey.id)).filter((each) => each.startsWith("v"));
  expect(later.filter((each) => each.endsWith("two")).length).toBeGreaterThan(50);
});

/** An automatic split in paths of these ids, each of which leads to a node of the same name. */
const split = (...ids: string[]) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      {
        id: "split",
        kind: "ab_split",
        settings: {
          mode: "automatic",
          paths: ids.map((id) => ({ id, name: id, percent: 50 })),
          goal: { ...track("Bought"), within: { count: 1, unit: "days" } },
        },
      },
      ...ids.map((id) => ({ id: `to${id}`, kind: "action", settings: { did: track("On") } })),
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "split", { count: 1, unit: "hours", at: null }],
      ...ids.map((id): Line => ["split", id, `to${id}`]),
      ...ids.map((id): Line => [`to${id}`, "yes", "out"]),
    ],
  );

it("people of an older version are parted among their own paths, each by how it works", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(split("a", "b"));
  const people = (prefix: string) => Array.from({ length: 60 }, (_, n) => did(`${prefix}${n}`, "In"));
  await ground.happens(...people("u"));
  await ground.later(60);
  const byB = (await ground.places(journey.id)).filter((each) => each.endsWith("tob"));
  await ground.happens(...byB.map((each) => did(each.split(" ")[0] ?? "", "Bought")), ...people("old"));
  const { id, revision } = journey;
  const next = await updateJourney(ground.ctx, { id, revision, draft: split("b", "c") });
  await ground.publish(next, { people: "finish" });
  await weighSplits(ground.system);
  await ground.later(60);
  const old = (await ground.places(journey.id)).filter((each) => each.startsWith("old"));
  expect(old.filter((each) => each.endsWith("tob")).length).toBeGreaterThan(50);
  expect(old.filter((each) => each.endsWith("toc"))).toEqual([]);
});

it("profiles that become one go on as one: who waited as the other is moved by the person's events", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(simple(ground));
  await ground.happens({ type: "track", anonymousId: "anon", event: "In" });
  await ground.happens({ type: "identify", userId: "ada", traits: { plan: "gold" } });
  await ground.happens({ type: "identify", userId: "ada", anonymousId: "anon", traits: {} });
  await ground.happens(did("ada", "On"));
  expect(sentTo(partner)).toEqual(["ada"]);
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit"]);
});

it("a list whose last value is removed goes from the profile, and one with values left stays", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        {
          ...{ id: "less", kind: "profile_update" },
          settings: { updates: [{ property: "tags", how: "remove", value: "{{ Event.tag }}" }] },
        },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "less"],
        ["less", "updated", "out"],
      ],
    ),
  );
  const tagged = (userId: string, tags: string[]) => ({
    ...{ type: "identify", userId, messageId: `tags of ${userId}`, traits: { tags, plan: "gold" } },
  });
  await ground.happens(tagged("ada", ["a"]), tagged("ben", ["a", "b"]));
  await ground.happens(did("ada", "In", { tag: "a" }), did("ben", "In", { tag: "a" }));
  const people = await database.db.prisma.person.findMany({
    where: { workspaceId: ground.ctx.workspaceId, userId: { in: ["ada", "ben"] } },
    orderBy: { userId: "asc" },
  });
  expect(people.map(({ properties }) => properties)).toEqual([
    { plan: "gold" },
    { plan: "gold", tags: ["b"] },
  ]);
});

it("a path says who does not come into an audience, and why", async () => {
  const ground = await journeyGround(database.db, partner);
  const [byEmail, byId, gone] = [newId(), newId(), newId()];
  for (const [id, identifier] of [
    [byEmail, "email"],
    [byId, "user_id"],
    [gone, "phone"],
  ] as const) {
    await database.db.prisma.audience.create({
      data: {
        ...{
          workspaceId: ground.workspaceId,
          id,
          name: identifier,
          origin: "csv",
          identifier,
          createdBy: "Mara",
        },
      },
    });
  }
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "email", kind: "add_to_audience", settings: { audienceId: byEmail } },
        { id: "id", kind: "add_to_audience", settings: { audienceId: byId } },
        { id: "out", kind: "remove_from_audience", settings: { audienceId: byEmail } },
        { id: "gone", kind: "add_to_audience", settings: { audienceId: gone } },
      ],
      [
        ["in", "yes", "email"],
        ["email", "done", "id"],
        ["id", "done", "out"],
        ["out", "done", "gone"],
      ],
    ),
  );
  await database.db.prisma.audience.deleteMany({ where: { id: gone } });
  await ground.happens(did("ada", "In"));
  const steps = await database.db.prisma.journeyStep.findMany({
    where: { journeyId: journey.id, did: "acts" },
    orderBy: { seq: "asc" },
  });
  expect(steps.map(({ node, because }) => `${node} ${because}`)).toEqual([
    "email does not come into the audience: it knows people by E-mail, and the person has none",
    "id comes into the audience",
    "out was not in the audience: it knows people by E-mail, and the person has none",
    "gone comes into no audience: it is gone",
  ]);
  const members = await database.db.prisma.audienceMember.findMany({
    where: { workspaceId: ground.workspaceId },
  });
  expect(members.map(({ audienceId, identity }) => [audienceId, identity])).toEqual([[byId, "ada"]]);
});

it("a message goes to one person as often as its step says, and over that they leave by Failed", async () => {
  const ground = await journeyGround(database.db, partner);
  const again = { reentry: { kind: "after_exit", rest: null } };
  const limited = (frequency: JsonObject) => simple(ground, again, { frequency });
  const once = await ground.running(limited({ kind: "times", times: 1 }), "Once");
  const hourly = await ground.running(limited({ kind: "interval", minutes: 60 }), "Hourly");
  const always = await ground.running(simple(ground, again), "Always");
  const comes = () => ground.happens(did("ada", "In"), did("ada", "On"));
  await comes();
  await ground.later(59);
  await comes();
  await ground.later(1);
  await comes();
  expect(await ground.counts(once.id)).toMatchObject({ "say sent": 1, "say failed frequency": 2 });
  expect(await ground.counts(hourly.id)).toMatchObject({ "say sent": 2, "say failed frequency": 1 });
  expect(await ground.counts(always.id)).toMatchObject({ "say sent": 3 });
  expect(sentTo(partner)).toHaveLength(6);
  // Of somebody else nothing was sent, and a new version counts on.
  await ground.happens(did("ben", "In"), did("ben", "On"));
  expect(await ground.counts(once.id)).toMatchObject({ "say sent": 2, "say failed frequency": 2 });
  await ground.publish(await ground.view(once.id));
  await comes();
  expect(await ground.counts(once.id)).toMatchObject({ "say sent": 2, "say failed frequency": 3 });
});
