import { expect, it } from "vitest";
import { saveRules } from "../../campaigns/verbs/save-rules.ts";
import { isInControlGroup } from "../../control-groups/share.ts";
import { createControlGroup } from "../../control-groups/verbs/create-control-group.ts";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { changeSettings } from "../edits/nodes.ts";
import { draw, track } from "../templates/draw.ts";
import type { SimulateJourney } from "./schema.ts";
import { simulateJourney } from "./simulate-journey.ts";

const database = testDatabase();
const partner = testPartner();
const START = "2026-03-10T12:00:00.000Z";
const at = (days: number) => new Date(Date.parse(START) + days * 86_400_000).toISOString();

/** In by "In", a message, and as often as one comes. */
const drawn = (ground: JourneyGround, settings: JsonObject = {}) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "say"],
      ["say", "sent", "out"],
    ],
    { reentry: { kind: "after_exit", rest: null }, ...settings },
  );

const simulate = (
  ground: JourneyGround,
  given: Partial<SimulateJourney> & Pick<SimulateJourney, "document">,
) =>
  simulateJourney(ground.ctx, {
    ...{ journeyId: null, name: "Journey", from: START, days: 30 },
    events: [0, 1, 2].map((day) => ({ type: "track", name: "In", at: at(day), properties: {} })),
    person: { kind: "made_up", ids: { user_id: "asha" }, properties: {}, zone: null },
    ...{ answers: {}, ends: {}, paths: {}, ...given },
  });
const known = (person: string) => ({ person: { kind: "known" as const, person } });
const why = ({ path }: Awaited<ReturnType<typeof simulate>>) =>
  path.flatMap(({ did, because }) =>
    did === "left" && because.startsWith("does not enter") ? [because] : [],
  );
const messagesOf = ({ messages }: Awaited<ReturnType<typeof simulate>>) =>
  messages.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome}: ${reason}`));

it("holds back those whom control groups hold back in life, by the journey and by the workspace", async () => {
  const ground = await journeyGround(database.db, partner);
  const custom = await createControlGroup(
    ground.ctx,
    await createControlGroup(ground.ctx, { kind: "system", name: "Everywhere", percent: 5 }).then(() => ({
      ...{ kind: "custom" as const, name: "Never told", percent: 5 },
    })),
  );
  const document = drawn(ground, { controlGroups: { system: false, custom: [custom.id], percent: 50 } });
  const { id } = await ground.draft(document);
  await ground.people(12, {});
  const people = await database.db.prisma.person.findMany({ where: { workspaceId: ground.workspaceId } });
  const own = people.filter((person) => isInControlGroup(person.id, { salt: id, percent: 50 }));
  expect([own.length > 0, own.length < people.length]).toEqual([true, true]);
  for (const person of own) {
    const found = await simulate(ground, { document, journeyId: id, ...known(person.id) });
    expect(found.stays).toEqual([]);
    expect(why(found)[0]).toMatch(/^does not enter: Control group \((Journey Control Group|Never told)\)$/);
    expect(found.undecided).toEqual([]);
  }
  const draft = await simulate(ground, { document, ...known(own[0]?.id ?? "") });
  expect(draft.undecided).toEqual(["own_control_group"]);
  const madeUp = await simulate(ground, { document, journeyId: id });
  expect([madeUp.stays.length, madeUp.undecided]).toEqual([3, ["control_groups"]]);
  await expect(simulate(ground, { document, journeyId: newId() })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("lets in no more than a cap does, with those who have entered so far", async () => {
  const ground = await journeyGround(database.db, partner);
  const inAll = await ground.running(drawn(ground, { cap: { kind: "only", people: 3 } }), "All");
  const inDay = await ground.running(drawn(ground, { cap: { kind: "per_day", people: 1 } }), "Day");
  await ground.happens(did("ada", "In"));
  const all = await simulate(ground, {
    document: drawn(ground, { cap: { kind: "only", people: 3 } }),
    journeyId: inAll.id,
  });
  expect(why(all)).toEqual(["does not enter: Cap reached"]);
  expect([all.stays.length, all.undecided]).toEqual([2, ["cap"]]);
  const day = drawn(ground, { cap: { kind: "per_day", people: 1 } });
  const today = await simulate(ground, { document: day, journeyId: inDay.id });
  expect(why(today)).toEqual(["does not enter: Cap of the day reached"]);
  expect(today.stays.map(({ entered }) => entered)).toEqual([at(1), at(2)]);
  // Of a draft that runs nowhere nobody has entered.
  expect((await simulate(ground, { document: day })).stays).toHaveLength(3);
});

it("counts a person's messages against the workspace's limits, those that they got and those of the walk", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(drawn(ground));
  await ground.happens(did("ada", "In"));
  await saveRules(ground.ctx, {
    approval: false,
    limits: { segment: { messages: 2, days: 2, dwellMinutes: null } },
  });
  const document = drawn(ground);
  const over =
    "failed: The person had got as many messages as the limits of this campaign or step, or of the workspace, allow.";
  const asha = await simulate(ground, { document, journeyId: journey.id, days: 10 });
  expect([messagesOf(asha), asha.undecided]).toEqual([["sent", "sent", "sent"], ["limits"]]);
  // Of hers one has left in life.
  const ada = await simulate(ground, { document, journeyId: journey.id, ...known("ada") });
  expect(messagesOf(ada)).toEqual(["sent", over, "sent"]);
  const free = await simulate(ground, { document: drawn(ground, { ignoreLimits: true }), ...known("ada") });
  expect([messagesOf(free), free.undecided]).toEqual([["sent", "sent", "sent"], []]);
});

it("walks somebody who is known as the journey would: once where it lets nobody in again, by their own lot and what a split gives now", async () => {
  const ground = await journeyGround(database.db, partner);
  const split = {
    mode: "automatic",
    paths: ["a", "b"].map((id) => ({ id, name: id, percent: 50 })),
    goal: { ...track("Bought"), within: { count: 1, unit: "days" } },
  };
  const document = draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "split", kind: "ab_split", settings: split },
      { id: "wait", kind: "action", settings: { did: track("On") } },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "split"],
      ["split", "a", "wait"],
      ["split", "b", "wait"],
      ["wait", "yes", "out"],
    ],
  );
  const { id } = await ground.running(document);
  const pathOf = ({ path }: Awaited<ReturnType<typeof simulate>>) =>
    path.find(({ node, exit }) => node === "split" && exit !== null)?.exit;
  const names = Array.from({ length: 8 }, (_, at) => `u${at}`);
  await ground.batch(...names.map((userId) => ({ type: "identify", userId })));
  const told = new Map<string, unknown>();
  for (const name of names) {
    told.set(name, pathOf(await simulate(ground, { document, journeyId: id, ...known(name) })));
  }
  await ground.happens(...names.map((name) => did(name, "In")));
  const paths = await ground.paths(id);
  expect(new Set(told.values())).toEqual(new Set(["a", "b"]));
  expect(paths).toEqual(names.map((name) => `${name}: in yes > split ${told.get(name)}`));
  await ground.happens(...names.map((name) => did(name, "On")));
  const again = await simulate(ground, { document, journeyId: id, ...known("u0") });
  expect([again.stays, why(again)]).toEqual([[], ["does not enter: Was in it before"]]);
  // Whose lot fell on the one goes by the other when nobody is to go by it.
  await ground.ctx.db.sql("update journeys set weights = $2::jsonb where id = $1::uuid returning 1", [
    id,
    JSON.stringify({ split: { a: 0, b: 1 } }),
  ]);
  await ground.batch(...names.map((name) => ({ type: "identify", userId: `${name}-new` })));
  for (const name of names) {
    const found = await simulate(ground, { document, journeyId: id, ...known(`${name}-new`) });
    expect(pathOf(found)).toBe("b");
  }
});

it("counts what a step may send to one person against what they got of it, in life and on the walk", async () => {
  const ground = await journeyGround(database.db, partner);
  const document = changeSettings(drawn(ground), "say", {
    ...drawn(ground).nodes.find(({ id }) => id === "say")?.settings,
    frequency: { kind: "times", times: 2 },
  });
  const { id } = await ground.running(document);
  await ground.happens(did("ada", "In"));
  const outcomes = async (person: Partial<SimulateJourney>) =>
    (await simulate(ground, { document, journeyId: id, ...person })).messages.map(({ outcome }) => outcome);
  expect(await outcomes({})).toEqual(["sent", "sent", "failed"]);
  expect(await outcomes(known("ada"))).toEqual(["sent", "failed", "failed"]);
});
