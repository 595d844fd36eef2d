import { describe, expect, it } from "vitest";
import { inTransaction } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import { testDatabase } from "../testing/database.ts";
import { type TestCtx, testCtx } from "../testing/test-ctx.ts";
import { applyOperations } from "./apply-operations.ts";
import type { MemberOperation } from "./member-state.ts";

const database = testDatabase();

async function audienceIn(ctx: TestCtx, name: string): Promise<string> {
  const id = newId();
  await ctx.db.prisma.audience.create({
    data: { workspaceId: ctx.workspaceId, id, name, origin: "eventbridge", createdBy: "Test key" },
  });
  return id;
}

const apply = (ctx: TestCtx, operations: MemberOperation[]) =>
  inTransaction(ctx, (tx) => applyOperations(tx, operations));

async function stateOf(ctx: TestCtx, audienceId: string) {
  const where = { workspaceId: ctx.workspaceId, audienceId };
  const members = await ctx.db.prisma.audienceMember.findMany({ where, orderBy: { identity: "asc" } });
  const audience = await ctx.db.prisma.audience.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id: audienceId },
  });
  const sizes = await ctx.db.prisma.audienceSize.findMany({ where });
  return { members, size: Number(audience.size), changedAt: audience.changedAt, sizes };
}

describe("operations on an audience's users", () => {
  it("keep members, size and the hour's figures in step", async () => {
    const ctx = await testCtx(database.db);
    const audienceId = await audienceIn(ctx, "Carts");
    const upsert = (identity: string, atMs: number, properties = {}): MemberOperation => ({
      audienceId,
      identity,
      operation: "upsert",
      properties,
      atMs,
    });
    const first = await apply(ctx, [upsert("b", 1), upsert("a", 1, { cart: 1 }), upsert("b", 1)]);
    expect(first).toMatchObject({ joined: 2, left: 0 });
    expect(first.results.map((result) => result?.verdict)).toEqual(["applied", "applied", "ignored"]);
    const second = await apply(ctx, [
      { ...upsert("a", 5), operation: "delete" },
      upsert("a", 3),
      upsert("c", 2),
      { ...upsert("d", 2), operation: "delete" },
    ]);
    expect(second).toMatchObject({ joined: 1, left: 1 });
    const state = await stateOf(ctx, audienceId);
    expect(state.members.map((member) => [member.identity, member.present])).toEqual([
      ["a", false],
      ["b", true],
      ["c", true],
      ["d", false],
    ]);
    expect(state.size).toBe(2);
    expect(state.sizes).toMatchObject([{ size: 2n, joined: 3, left: 1 }]);
  });

  it("leave a member who says nothing new at its place in what is sent on", async () => {
    const ctx = await testCtx(database.db);
    const audienceId = await audienceIn(ctx, "Carts");
    const one: MemberOperation = {
      audienceId,
      identity: "a",
      operation: "upsert",
      properties: { cart: 1 },
      atMs: 1,
    };
    await apply(ctx, [one]);
    const before = await stateOf(ctx, audienceId);
    ctx.clock.advance(60_000);
    await apply(ctx, [{ ...one, atMs: 2 }]);
    const after = await stateOf(ctx, audienceId);
    expect(after.members[0]?.changedTx).toBe(before.members[0]?.changedTx);
    expect(after.members[0]?.upsertedAt?.getTime()).toBe(2);
    expect(after.changedAt).toEqual(before.changedAt);
    await apply(ctx, [{ ...one, properties: { cart: 2 }, atMs: 3 }]);
    const third = await stateOf(ctx, audienceId);
    expect(third.members[0]?.changedTx).not.toBe(before.members[0]?.changedTx);
  });

  it("agree on the size when many come at once", async () => {
    const ctx = await testCtx(database.db);
    const audienceId = await audienceIn(ctx, "Carts");
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from(
        { length: 50 },
        (_unused, index): MemberOperation => ({
          audienceId,
          identity: `user-${(index * 7 + batch * 3) % 60}`,
          operation: (index + batch) % 3 === 0 ? "delete" : "upsert",
          properties: {},
          atMs: batch * 100 + index,
        }),
      ),
    );
    await Promise.all(batches.map((batch) => apply(ctx, batch)));
    const state = await stateOf(ctx, audienceId);
    expect(state.size).toBe(state.members.filter((member) => member.present).length);
    expect(state.members.length).toBe(60);
  });

  it("do nothing to another workspace's audience", async () => {
    const [mine, theirs] = [await testCtx(database.db), await testCtx(database.db)];
    const audienceId = await audienceIn(theirs, "Carts");
    const answer = await apply(mine, [
      { audienceId, identity: "a", operation: "upsert", properties: {}, atMs: 1 },
    ]);
    expect(answer.results).toEqual([null]);
    expect((await stateOf(theirs, audienceId)).members).toEqual([]);
  });
});
