import { expect, it } from "vitest";
import { inTransaction } from "../../../context.ts";
import { forgetPerson } from "../../../people/verbs/forget-person.ts";
import { workOnForget } from "../../../people/verbs/work-on-forget.ts";
import { testDatabase } from "../../../testing/database.ts";
import { segmentGround } from "../../../testing/segment-ground.ts";
import { applyMembership } from "../../membership/apply.ts";
import { getSegment } from "../../verbs/get-segment.ts";
import { createList } from "../verbs/create-list.ts";

const database = testDatabase();

async function ground() {
  const world = await segmentGround(database.db, "2026-03-10T12:00:00.000Z");
  const { ctx } = world;
  const { id } = await createList(ctx, { name: "Newsletter", description: "", labels: [] });
  const contact = async (email: string) => {
    await world.batch({ type: "identify", anonymousId: `form-${email}`, traits: { email } });
    const [person] = await database.db.sql<{ id: string }>(
      "select person_id::text as id from identifiers where workspace_id = $1::uuid and value = $2",
      [ctx.workspaceId, email],
    );
    const entered = [person?.id ?? ""];
    const at = ctx.clock.now();
    await inTransaction(ctx, (tx) =>
      applyMembership(tx, { segmentId: id, entered, left: [], cause: "list", at }),
    );
  };
  const days = () =>
    database.db.sql<{ people: number; entered: number; left: number }>(
      `select people, entered, "left" from segment_days where workspace_id = $1::uuid and segment_id = $2::uuid`,
      [ctx.workspaceId, id],
    );
  const rows = async () => {
    const found = await database.db.sql(
      "select 1 from segment_members where workspace_id = $1::uuid and segment_id = $2::uuid",
      [ctx.workspaceId, id],
    );
    return found.length;
  };
  return { ...world, id, contact, days, rows };
}

it("a contact of a list who signs in to an account stays in it, as who they are, and what stands on it follows", async () => {
  const { batch, members, changes, contact, days, rows, make, refresh, follow, ctx, id } = await ground();
  const live = await make("live", { groups: [{ conditions: [{ kind: "segment", segmentId: id }] }] });
  await refresh();
  await contact("ada@example.com");
  await batch({ type: "identify", userId: "ada" });
  await follow();
  expect(await members(live.id)).toHaveLength(1);
  await batch({ type: "identify", userId: "ada", traits: { email: "ada@example.com" } });
  expect(await members(id)).toEqual(["ada"]);
  expect(await rows()).toBe(1);
  expect((await getSegment(ctx, { id })).people).toBe(1);
  expect(await changes(id)).toEqual(["+? list", "-? list", "+ada list"]);
  expect(await days()).toEqual([{ people: 1, entered: 2, left: 1 }]);
  await follow();
  expect(await members(live.id)).toEqual(["ada"]);
});

it("two contacts of a list who are found to be one person are one member", async () => {
  const { batch, members, changes, contact, days, ctx, id } = await ground();
  await contact("ada@example.com");
  await contact("ada@work.example");
  await batch(
    { type: "identify", userId: "ada", traits: { email: "ada@example.com" } },
    { type: "identify", userId: "ada", traits: { email: "ada@work.example" } },
  );
  expect(await members(id)).toEqual(["ada"]);
  expect((await getSegment(ctx, { id })).people).toBe(1);
  expect(await changes(id)).toEqual(["+ada list", "+? list", "-? list"]);
  expect(await days()).toEqual([{ people: 1, entered: 2, left: 1 }]);
});

it("who is forgotten leaves the list, its size and that day's size", async () => {
  const { contact, rows, ctx, id } = await ground();
  await contact("ada@example.com");
  await contact("ben@example.com");
  const [ada] = await database.db.sql<{ id: string }>(
    "select person_id::text as id from identifiers where workspace_id = $1::uuid and value = 'ada@example.com'",
    [ctx.workspaceId],
  );
  const person = ada?.id ?? "";
  const forget = await forgetPerson(ctx, { id: person, confirm: "ada@example.com", connections: [] });
  const junction = { ...ctx, actor: { kind: "system" as const, name: "Junction" } };
  await workOnForget(junction, { id: forget.id, signal: new AbortController().signal });
  expect(await rows()).toBe(1);
  expect((await getSegment(ctx, { id })).people).toBe(1);
  const days = await database.db.sql(
    `select people, entered, "left" from segment_days where workspace_id = $1::uuid and segment_id = $2::uuid order by day`,
    [ctx.workspaceId, id],
  );
  expect(days).toEqual([
    { people: 2, entered: 2, left: 0 },
    { people: 1, entered: 0, left: 1 },
  ]);
});
