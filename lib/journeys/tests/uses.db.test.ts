import { expect, it } from "vitest";
import { deleteAudience } from "../../audiences/verbs/delete-audience.ts";
import { createControlGroup } from "../../control-groups/verbs/create-control-group.ts";
import { removeControlGroup } from "../../control-groups/verbs/remove-control-group.ts";
import { advance, type Consumer } from "../../events/log.ts";
import { disconnectPartner } from "../../integrations/verbs/disconnect-partner.ts";
import { newId } from "../../kernel/ids.ts";
import { forgetPerson } from "../../people/verbs/forget-person.ts";
import { workOnForget } from "../../people/verbs/work-on-forget.ts";
import { archiveSegment } from "../../segments/verbs/archive-segment.ts";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { draw, type Line, track } from "../templates/draw.ts";
import { stopJourney } from "../verbs/stop-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

const saved = (segmentId: string) => ({ people: { kind: "saved", segmentId } });

/** A journey that names a segment, an audience, an account and a control group, each in a node or setting of its own. */
async function naming(ground: JourneyGround) {
  const segment = await ground.make("past", goldOnly);
  const audienceId = newId();
  await database.db.prisma.audience.create({
    data: {
      ...{ workspaceId: ground.workspaceId, id: audienceId, name: "Shoppers", origin: "csv" },
      createdBy: "Mara",
    },
  });
  await createControlGroup(ground.ctx, { kind: "system", name: "Everywhere", percent: 5 });
  const group = await createControlGroup(ground.ctx, { kind: "custom", name: "Held", percent: 2 });
  const document = draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "gold", kind: "past_behaviour", settings: saved(segment.id) },
      { id: "add", kind: "add_to_audience", settings: { audienceId } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "gold"],
      ["gold", "yes", "add"],
      ["add", "done", "say"],
      ["say", "sent", "out"],
    ],
    { controlGroups: { system: false, custom: [group.id], percent: null } },
  );
  return { segment, audienceId, group, document };
}

it("what a journey names is not taken away while people may be in it, and why not is told by its name", async () => {
  const ground = await journeyGround(database.db, partner);
  const { ctx } = ground;
  const { segment, audienceId, group, document } = await naming(ground);
  const draft = await ground.draft(document, "Carts");
  expect(draft.problems).toEqual([]);
  const takers = {
    segment: () => archiveSegment(ctx, { id: segment.id }),
    audience: () => deleteAudience(ctx, { id: audienceId }),
    connection: () => disconnectPartner(ctx, { id: ground.connectionId }),
    group: () => removeControlGroup(ctx, { id: group.id }),
  };
  const journey = await ground.publish(draft);
  const blocker = { kind: "journey", id: journey.id };
  for (const [what, take] of Object.entries(takers)) {
    await expect(take(), what).rejects.toMatchObject({
      code: "conflict",
      blockers: [{ ...blocker, name: what === "connection" ? "Carts (RUNNING)" : "Carts" }],
    });
  }
  // Whoever is in the version before finishes it, with all that it names.
  const without = draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "out", kind: "force_exit" },
    ],
    [["in", "yes", "out"]],
    { controlGroups: { system: false, custom: [], percent: null } },
  );
  const { id, revision } = journey;
  await ground.publish(await updateJourney(ctx, { id, revision, draft: without }));
  for (const what of ["segment", "audience", "connection"] as const) {
    await expect(takers[what](), what).rejects.toMatchObject({ code: "conflict", blockers: [blocker] });
  }
  await stopJourney(ctx, { id });
  await ground.work();
  for (const take of Object.values(takers)) {
    await take();
  }
});

/** Rows of somebody, by table. */
async function rowsOf(ground: JourneyGround, personId: string): Promise<Record<string, number>> {
  const tables = ["stays", "steps", "pending", "messages", "refusals"];
  const rows = await database.db.sql<{ name: string; rows: number }>(
    tables
      .map(
        (name) => `select '${name}' as name, count(*)::int as rows from journey_${name}
          where workspace_id = $1::uuid and person_id = $2::uuid`,
      )
      .join(" union all "),
    [ground.workspaceId, personId],
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

it("somebody who is forgotten is out of every journey, with their path, their messages and what waits to leave; nobody else is", async () => {
  const ground = await journeyGround(database.db, partner);
  const simple = (waits: boolean) =>
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
        ...(waits ? [{ id: "on", kind: "action", settings: { did: track("On") } }] : []),
        { id: "late", kind: "send_segment", settings: ground.toSegment("Late") },
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", waits ? "on" : "late"],
        ...(waits ? [["on", "yes", "late"] as [string, string, string]] : []),
      ],
    );
  const first = await ground.running(simple(true), "First");
  const nodes = [
    { id: "in", kind: "entry_action", settings: { did: track("In") } },
    { id: "out", kind: "force_exit" },
  ];
  await ground.running(draw(nodes, [["in", "yes", "out"]]), "Once");
  await ground.happens(did("ada", "In"), did("ben", "In"));
  await ground.happens(did("ada", "In"));
  // The partner is away: what it is to get waits.
  partner.misbehave = () => ({ status: 503 });
  const second = await ground.running(simple(false), "Second");
  await ground.batch(did("ada", "In"), did("ben", "In"));
  await ground.work({ signal: AbortSignal.timeout(2_000) });
  const people = await database.db.prisma.person.findMany({
    ...{ where: { workspaceId: ground.workspaceId }, orderBy: { userId: "asc" } },
  });
  const [ada = "", ben = ""] = people.map(({ id }) => id);
  const before = await rowsOf(ground, ben);
  expect(await rowsOf(ground, ada)).toMatchObject({ stays: 3, pending: 1, messages: 1, refusals: 1 });
  const request = await forgetPerson(ground.ctx, { id: ada, connections: [], confirm: "ada" });
  await workOnForget(ground.system, { id: request.id, signal: new AbortController().signal });
  expect(await rowsOf(ground, ada)).toEqual({ stays: 0, steps: 0, pending: 0, messages: 0, refusals: 0 });
  expect(await rowsOf(ground, ben)).toEqual(before);
  expect(await ground.view(first.id)).toMatchObject({ inside: 1, entered: 2, finished: 1 });
  expect(await ground.counts(first.id)).toMatchObject({ "left forgotten": 1, "on out forgotten": 1 });
  partner.reset();
  await ground.later(5);
  await ground.happens(did("ben", "On"), did("ada", "On"));
  expect(sentEvents(partner)).toEqual(["ben Late", "ben Late", "ben Said"]);
  expect(await ground.view(second.id)).toMatchObject({ inside: 0, finished: 2 });
});

it("whoever is deleted at the very moment at which they come into a journey is in none afterwards", async () => {
  const ground = await journeyGround(database.db, partner);
  const nodes = [
    { id: "in", kind: "entry_action", settings: { did: track("In") } },
    { id: "on", kind: "action", settings: { did: track("On") } },
    { id: "out", kind: "force_exit" },
  ];
  const lines: Line[] = [
    ["in", "yes", "on"],
    ["on", "yes", "out"],
  ];
  const journey = await ground.running(draw(nodes, lines));
  await ground.batch({ type: "identify", userId: "ada", traits: {} });
  const person = await database.db.prisma.person.findFirstOrThrow({
    where: { workspaceId: ground.workspaceId },
  });
  const request = await forgetPerson(ground.ctx, { id: person.id, connections: [], confirm: "ada" });
  await ground.batch(did("ada", "In"));
  await othersAreDone(database.db);
  let forgotten: Promise<void> | null = null;
  const follower: Consumer = {
    ...ground.follower,
    handle: async (ctx, window, db) => {
      await ground.follower.handle(ctx, window, db);
      let isOver = false;
      forgotten = workOnForget(ground.system, { id: request.id, signal: new AbortController().signal });
      forgotten.finally(() => {
        isOver = true;
      });
      // Whoever deletes stands still at a lock of this window, or is through already.
      for (let waits = false; !waits && !isOver; ) {
        const rows = await database.db.sql(
          "select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
        );
        waits = rows.length > 0;
      }
    },
  };
  expect(await advance(ground.system, follower, ground.workspaceId)).toBe(true);
  await forgotten;
  expect(await rowsOf(ground, person.id)).toEqual({
    stays: 0,
    steps: 0,
    pending: 0,
    messages: 0,
    refusals: 0,
  });
  expect(await ground.counts(journey.id)).toMatchObject({
    entered: 1,
    "left forgotten": 1,
    "on out forgotten": 1,
  });
  expect(await ground.view(journey.id)).toMatchObject({ inside: 0 });
});

it("who publishes what is not finished is told of each problem where the draft has it", async () => {
  const ground = await journeyGround(database.db, partner);
  const draft = draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "act", kind: "action", settings: { did: { events: [], where: [] } } },
    ],
    [["in", "yes", "act", { count: 0, unit: "days" }]],
  );
  await expect(ground.running(draft)).rejects.toMatchObject({
    code: "invalid",
    problems: [
      { path: "draft.nodes[1].exits.yes", field: "yes" },
      { path: "draft.nodes[1].settings.did.events", field: "events" },
      { path: "draft.edges[0].delay.count", field: "count" },
    ],
  });
});
