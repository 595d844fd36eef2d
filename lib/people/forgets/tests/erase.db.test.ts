import { describe, expect, it } from "vitest";
import type { Ctx } from "../../../context.ts";
import { Fault } from "../../../kernel/fault.ts";
import { newId } from "../../../kernel/ids.ts";
import { testDatabase } from "../../../testing/database.ts";
import { bookDecisions } from "../../../testing/destination-books.ts";
import {
  type DestinationGround,
  destinationGround,
  makeDestination,
} from "../../../testing/destination-ground.ts";
import { wholeDatabase } from "../../../testing/fill-every-table.ts";
import { findPeople } from "../../verbs/find-people.ts";
import { forgetPerson } from "../../verbs/forget-person.ts";
import { getForget } from "../../verbs/get-forget.ts";
import { getPerson } from "../../verbs/get-person.ts";
import { listForgets } from "../../verbs/list-forgets.ts";
import { workOnForget } from "../../verbs/work-on-forget.ts";

const database = testDatabase();

const admin = ({ ctx }: DestinationGround): Ctx => ({
  ...ctx,
  actor: { kind: "key", id: newId(), name: "Ada", role: "admin" },
});
const track = (userId: string, more: object = {}) => ({
  type: "track",
  event: "Bought",
  userId,
  messageId: newId(),
  ...more,
});

async function personOf(world: DestinationGround, userId: string): Promise<string> {
  const found = await findPeople(world.ctx, { kinds: ["user_id"], values: [userId] });
  return found.get(userId) ?? "nobody";
}

async function work(world: DestinationGround, id: string): Promise<void> {
  await workOnForget(world.system, { id, signal: new AbortController().signal });
}

async function eventsOf(world: DestinationGround): Promise<Record<string, number>> {
  const rows = await database.db.sql<{ user: string; count: number }>(
    `select coalesce(user_id, anonymous_id) as user, count(*)::int as count from events
     where workspace_id = $1::uuid group by 1`,
    [world.workspaceId],
  );
  return Object.fromEntries(rows.map(({ user, count }) => [user, count]));
}

/** Somebody with a merged profile, memberships, decisions and answers, and somebody else with as much. */
async function twoPeople() {
  const world = await destinationGround(database.db);
  const names = [`canary${newId().slice(-6)}`, `other${newId().slice(-6)}`];
  const { db } = database;
  const { workspaceId, connectionId } = world;
  const destination = await makeDestination(world);
  for (const name of names) {
    const messages: [string, string] = [newId(), newId()];
    await world.send([
      {
        type: "track",
        event: "Viewed",
        anonymousId: `anon-${name}`,
        messageId: messages[0],
        context: { device: { type: "Android", token: `token-of-${name}` } },
      },
      { type: "identify", userId: name, traits: { email: `${name}@shop.example` }, messageId: newId() },
    ]);
    await world.send([track(name, { anonymousId: `anon-${name}`, messageId: messages[1] })]);
    await bookDecisions(db, destination.id, messages, {
      verdict: "rejected",
      code: "clevertap_523",
      reason: `CleverTap does not take ${name}.`,
    });
    const audienceId = newId();
    await db.prisma.audience.create({
      data: {
        workspaceId,
        id: audienceId,
        name: `Fans ${audienceId}`,
        origin: "csv",
        createdBy: "Mara",
        size: 1,
      },
    });
    const transferId = newId();
    await db.prisma.transfer.create({
      data: {
        workspaceId,
        id: transferId,
        audienceId,
        connectionId,
        partner: "clevertap",
        frequency: "once",
        createdBy: "Mara",
      },
    });
    const [now, identity] = [new Date(), name];
    const importId = newId();
    await db.prisma.listImport.create({
      data: {
        workspaceId,
        id: importId,
        segmentId: newId(),
        fileName: "fans.csv",
        mode: "add",
        column: "email",
        identifiedBy: "email",
        status: "APPLYING",
        createdBy: "Mara",
        staged: { create: { identity: `${name}@shop.example`, line: 2 } },
        people: { create: { personId: await personOf(world, name) } },
      },
    });
    await db.prisma.audienceMember.create({
      data: { workspaceId, audienceId, identity, present: true, joinedAt: now },
    });
    await db.prisma.audienceOperation.create({
      data: {
        workspaceId,
        audienceId,
        id: newId(),
        receivedAt: now,
        at: now,
        operation: "upsert",
        identity,
        verdict: "applied",
      },
    });
    await db.prisma.transferMember.create({
      data: { workspaceId, transferId, identity, runId: newId(), at: now },
    });
    await db.prisma.ledgerEntry.create({
      data: {
        workspaceId,
        id: newId(),
        origin: "transfer",
        originId: transferId,
        runId: newId(),
        verdict: "rejected",
        code: "x",
        reason: "No.",
        identity,
      },
    });
    const { id: personId } = await db.prisma.person.findFirstOrThrow({
      where: { workspaceId, userId: name },
    });
    await db.prisma.personContext.create({
      data: { workspaceId, personId, context: { device: { name: `${name}'s phone` } }, times: { device: 1 } },
    });
    await db.prisma.storyAnswer.create({
      data: {
        workspaceId,
        messageId: newId(),
        receivedAt: now,
        at: now,
        storyGroupId: "g",
        storyId: "s",
        componentId: "c",
        kind: "poll",
        answer: "a",
        identity,
      },
    });
    await db.sql(
      `insert into story_answer_counts as c (workspace_id, component_id, answer, count) values ($1::uuid, 'c', 'a', 1)
       on conflict (workspace_id, component_id, answer) do update set count = c.count + 1`,
      [workspaceId],
    );
    await db.prisma.eventPropertyDefinition.create({
      data: {
        workspaceId,
        type: "identify",
        name,
        property: "email",
        sample: `"${name}@shop.example"`,
        lastSeen: now,
      },
    });
  }
  const [canary = "", other = ""] = names;
  return { world, destination, canary, other };
}

describe("deleting a person", () => {
  it("leaves nothing of them in the database, and everything of others", async () => {
    const { world, destination, canary, other } = await twoPeople();
    const id = await personOf(world, canary);
    // The name of a definition is not personal; it only tells the two apart here.
    await database.db.sql(`update event_property_definitions set name = 'identify ' || left(name, 5)`);
    const request = await forgetPerson(admin(world), {
      id,
      connections: [],
      confirm: `${canary.toUpperCase()}@shop.example`,
    });
    expect(request).toMatchObject({ status: "PENDING", personId: id, steps: [], createdBy: "Ada" });
    await work(world, request.id);
    expect(await getForget(admin(world), { id: request.id })).toMatchObject({
      status: "DONE",
      erased: {
        profiles: 2,
        identifiers: 3,
        events: 3,
        memberships: 1,
        decisions: 3,
        at: expect.any(String),
      },
      endedAt: expect.any(String),
    });
    const left = await wholeDatabase(database.url);
    expect(left.split("\n").filter((line) => line.includes(canary))).toEqual([]);
    expect(left).toContain(other);
    expect(await database.db.prisma.listImportPerson.count({ where: { personId: id } })).toBe(0);
    await expect(getPerson(world.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    const kept = await getPerson(world.ctx, { id: await personOf(world, other) });
    expect(kept).toMatchObject({ userId: other, email: `${other}@shop.example`, merges: [{}] });
    expect(await eventsOf(world)).toEqual({ [`anon-${other}`]: 1, [other]: 2 });
    const ofDestination = await database.db.prisma.ledgerEntry.findMany({
      where: { originId: destination.id },
    });
    expect(ofDestination.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "clevertap_523"));
    expect(ofDestination.filter(({ discardedAt }) => discardedAt === null)).toHaveLength(2);
    const sizes = await database.db.prisma.audience.findMany({ where: { workspaceId: world.workspaceId } });
    expect(sizes.map(({ size }) => size).sort()).toEqual([0n, 1n]);
    const { workspaceId } = world;
    const [answers] = await database.db.prisma.storyAnswerCount.findMany({ where: { workspaceId } });
    expect(answers?.count).toBe(1n);
  });

  it("does not bring back what a late repeat says; a new call is somebody new", async () => {
    const { world, canary } = await twoPeople();
    const repeated = track(canary);
    await world.send([repeated]);
    const id = await personOf(world, canary);
    const request = await forgetPerson(admin(world), { id, connections: [], confirm: canary });
    await work(world, request.id);
    await world.send([repeated]);
    expect(Object.keys(await eventsOf(world)).filter((name) => name.includes(canary))).toEqual([]);
    await world.send([track(canary)]);
    expect((await eventsOf(world))[canary]).toBe(1);
    const again = await personOf(world, canary);
    expect(again).not.toBe(id);
    expect((await getPerson(world.ctx, { id: again })).email).toBeNull();
  });

  it("is asked for by an Admin who types one of the identifiers, and by nobody else", async () => {
    const { world, canary, other } = await twoPeople();
    const id = await personOf(world, canary);
    await expect(forgetPerson(world.ctx, { id, connections: [], confirm: canary })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(forgetPerson(admin(world), { id, connections: [], confirm: other })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path: "confirm" }],
    });
    const unknown = forgetPerson(admin(world), { id, connections: [newId()], confirm: canary });
    await expect(unknown).rejects.toMatchObject({ code: "invalid", problems: [{ path: "connections[0]" }] });
    const mine = await destinationGround(database.db);
    const fromElsewhere = forgetPerson(admin(mine), { id, connections: [], confirm: canary });
    await expect(fromElsewhere).rejects.toMatchObject({ code: "not_found" });
    expect((await listForgets(admin(world), { limit: 5 })).items).toEqual([]);
    expect(await personOf(world, canary)).toBe(id);
  });

  it("is under way once at a time, queued with the request, and seen in its own workspace alone", async () => {
    const { world, canary } = await twoPeople();
    const id = await personOf(world, canary);
    const asked = await Promise.allSettled(
      [1, 2, 3].map(() => forgetPerson(admin(world), { id, connections: [], confirm: canary })),
    );
    const [request] = asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const refusals = asked.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refusals.map((reason) => (reason instanceof Fault ? reason.code : reason))).toEqual([
      "conflict",
      "conflict",
    ]);
    const jobs = await database.db.sql<{ payload: { id: string } }>(
      `select p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
       where j.task_identifier = 'people.forget' and p.payload->>'workspaceId' = $1`,
      [world.workspaceId],
    );
    expect(jobs.map(({ payload }) => payload.id)).toEqual([request?.id]);
    const mine = await destinationGround(database.db);
    await expect(getForget(admin(mine), { id: request?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listForgets(admin(mine), { limit: 5 })).items).toEqual([]);
    expect((await listForgets(admin(world), { limit: 5, personId: id })).items).toHaveLength(1);
  });

  it("goes on where a worker ended, and counts nothing twice", async () => {
    const { world, canary } = await twoPeople();
    const id = await personOf(world, canary);
    await database.db.sql(
      `insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id)
       select $1::uuid, now(), now(), 'track', 'Many', $2::uuid, $3::uuid, gen_random_uuid()::text
       from generate_series(1, 7000)`,
      [world.workspaceId, id, world.sourceId],
    );
    const request = await forgetPerson(admin(world), { id, connections: [], confirm: id });
    const ended = AbortSignal.abort(new Error("The worker ends."));
    await expect(workOnForget(world.system, { id: request.id, signal: ended })).rejects.toThrow(
      "The worker ends.",
    );
    const halfway = await getForget(admin(world), { id: request.id });
    expect(halfway).toMatchObject({ status: "RUNNING", erased: { profiles: 2, events: 5000, at: null } });
    await work(world, request.id);
    await work(world, request.id);
    expect(await getForget(admin(world), { id: request.id })).toMatchObject({
      status: "DONE",
      erased: { profiles: 2, identifiers: 3, events: 7003, memberships: 1, decisions: 3 },
    });
  });

  it("leaves no call without its person while calls of the same person keep coming in", async () => {
    const { world, canary } = await twoPeople();
    const id = await personOf(world, canary);
    const request = await forgetPerson(admin(world), { id, connections: [], confirm: canary });
    let over = false;
    const senders = [1, 2, 3].map(async () => {
      while (!over) {
        await world.send([track(canary), track(canary, { anonymousId: `anon-${canary}` })]);
      }
    });
    try {
      await work(world, request.id);
    } finally {
      over = true;
      await Promise.all(senders);
    }
    const [lost] = await database.db.sql<{ ofTheDeleted: number; ofNobody: number }>(
      `select count(*) filter (where e.person_id = $2::uuid)::int as "ofTheDeleted",
         count(*) filter (where p.id is null)::int as "ofNobody"
       from events e left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
       where e.workspace_id = $1::uuid`,
      [world.workspaceId, id],
    );
    expect(lost).toEqual({ ofTheDeleted: 0, ofNobody: 0 });
    await world.send([track(canary)]);
    expect(await personOf(world, canary)).not.toBe(id);
  });
});
