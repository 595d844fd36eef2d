import { describe, expect, it } from "vitest";
import type { Ctx } from "../../context.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { PeopleFilter } from "../../people/filter.ts";
import { testDatabase } from "../../testing/database.ts";
import { ingestGround, sender } from "../../testing/ingest.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { snapshotJob } from "../jobs/snapshot-job.ts";
import { membersInOrder } from "../member-list-store.ts";
import { createAudience } from "../verbs/create-audience.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { previewPeople } from "../verbs/preview-people.ts";
import { type SnapshotFrom, snapshotStep } from "../verbs/snapshot-step.ts";
import { takeAgain } from "../verbs/take-again.ts";

const database = testDatabase();
const DAY_MS = 86_400_000;

/** Asha bought now and is gold; Bob was here 20 days ago; Carol is anonymous. */
async function ground() {
  const { ctx: people, key } = await ingestGround(database.db);
  const own = await testCtx(database.db, { now: new Date() });
  const ctx = { ...own, workspaceId: people.workspaceId };
  const post = sender(people, key);
  const at = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  await post("identify", { userId: "asha", traits: { email: "asha@shop.example", plan: "gold" } });
  await post("track", { userId: "asha", event: "Bought", timestamp: at(1) });
  await post("identify", { userId: "bob", traits: { plan: "silver", tier: 2 } });
  await post("track", { userId: "bob", event: "Bought", timestamp: at(20) });
  await post("track", { anonymousId: "carol", event: "Viewed" });
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
  const take = async (audienceId: string) => {
    const { begunAt } = (await getAudience(ctx, { id: audienceId })).definition as { begunAt: string };
    for (let from: SnapshotFrom | null = { phase: "people", after: null }; from; ) {
      from = await snapshotStep(system, { audienceId, begunAt, from });
    }
  };
  const members = async (audienceId: string) =>
    (await membersInOrder(ctx.db, { workspaceId: ctx.workspaceId, audienceId }, null, 100)).map(
      (member) => member.identity,
    );
  const audience = async (name: string, filter: PeopleFilter) =>
    (await createAudience(ctx, { name, description: "", origin: "people", people: filter })).audience.id;
  return { ctx, system, post, take, members, audience };
}

describe("an audience of people", () => {
  it.each<[string, PeopleFilter, string[]]>([
    ["with an identifier", { identifier: "user_id" }, ["asha", "bob"]],
    ["with an e-mail", { identifier: "email" }, ["asha@shop.example"]],
    ["without an account", { identifier: "anonymous_id" }, ["carol"]],
    [
      "who did an event",
      { identifier: "user_id", did: { event: "Bought", withinDays: 30 } },
      ["asha", "bob"],
    ],
    ["who did it lately", { identifier: "user_id", did: { event: "Bought", withinDays: 7 } }, ["asha"]],
    ["with a property", { identifier: "user_id", property: { name: "plan", value: "gold" } }, ["asha"]],
    ["with a number", { identifier: "user_id", property: { name: "tier", value: "2" } }, ["bob"]],
    [
      "to whom all of it applies",
      {
        identifier: "user_id",
        did: { event: "Bought", withinDays: 7 },
        property: { name: "plan", value: "silver" },
      },
      [],
    ],
  ])("holds those %s, as many as its preview counts", async (_which, filter, expected) => {
    const { ctx, take, members, audience } = await ground();
    const { count, isCapped, sample } = await previewPeople(ctx, { people: filter });
    expect([count, isCapped, sample.map((person) => person.identity).sort()]).toEqual([
      expected.length,
      false,
      expected,
    ]);
    const id = await audience("Them", filter);
    await take(id);
    expect(await members(id)).toEqual(expected);
  });

  it("is taken again when told: who is meant now joins, who is not any more leaves, and it says when", async () => {
    const { ctx, post, take, members, audience } = await ground();
    const id = await audience("Gold", { identifier: "user_id", property: { name: "plan", value: "gold" } });
    expect((await getAudience(ctx, { id })).definition).toMatchObject({ takenAt: null });
    await take(id);
    const first = ctx.clock.now().toISOString();
    expect((await getAudience(ctx, { id })).definition).toMatchObject({ takenAt: first, begunAt: first });
    await post("identify", { userId: "asha", traits: { plan: "silver" } });
    await post("identify", { userId: "bob", traits: { plan: "gold" } });
    expect(await members(id)).toEqual(["asha"]);
    ctx.clock.advance(60_000);
    await takeAgain(ctx, { id });
    await take(id);
    await take(id);
    expect(await members(id)).toEqual(["bob"]);
    expect((await getAudience(ctx, { id })).definition).toMatchObject({
      takenAt: ctx.clock.now().toISOString(),
    });
    expect((await getAudience(ctx, { id })).size).toBe(1);
  });

  it("is taken by the job that making it queued, on a clock that runs", async () => {
    const { ctx, system, members } = await ground();
    const running = { ...ctx, clock: systemClock };
    const input = { name: "Asha", description: "", origin: "people" as const };
    const people: PeopleFilter = { identifier: "user_id", property: { name: "plan", value: "gold" } };
    const { audience } = await createAudience(running, { ...input, people });
    const jobs = await ctx.db.sql<{ payload: unknown }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = $1 and payload->>'audienceId' = $2`,
      [snapshotJob.name, audience.id],
    );
    const run = { signal: new AbortController().signal, workerId: "w", attempt: 1 };
    for (const { payload } of jobs) {
      await snapshotJob.run(system, snapshotJob.payload.parse(payload), run);
    }
    expect(await members(audience.id)).toEqual(["asha"]);
  });

  it("is not touched by a snapshot that another one has taken the place of", async () => {
    const { ctx, system, members, audience } = await ground();
    const id = await audience("All", { identifier: "user_id" });
    const begunAt = ctx.clock.now().toISOString();
    ctx.clock.advance(1_000);
    await takeAgain(ctx, { id });
    const from: SnapshotFrom = { phase: "people", after: null };
    expect(await snapshotStep(system, { audienceId: id, begunAt, from })).toBeNull();
    expect(await members(id)).toEqual([]);
  });

  it("needs a filter, and only such an audience is taken again", async () => {
    const { ctx } = await ground();
    const nothing = { name: "Nobody", description: "", origin: "people" as const };
    await expect(createAudience(ctx, nothing)).rejects.toMatchObject({ problems: [{ field: "people" }] });
    const { audience } = await createAudience(ctx, { ...nothing, origin: "csv" });
    await expect(takeAgain(ctx, { id: audience.id })).rejects.toMatchObject({ code: "precondition" });
  });
});
