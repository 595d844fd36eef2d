import { afterEach, describe, expect, it } from "vitest";
import type { Ctx } from "../context.ts";
import { testDatabase } from "../testing/database.ts";
import { insertNumberedPeople, insertTestPeople, mergeTestPeople } from "../testing/people-store.ts";
import { testCtx, withRole } from "../testing/test-ctx.ts";
import { controlGroupRows } from "./control-group-store.ts";
import { isInControlGroup } from "./share.ts";
import { controlGroupUses } from "./uses.ts";
import { countControlGroups } from "./verbs/count-control-groups.ts";
import { createControlGroup } from "./verbs/create-control-group.ts";
import { listControlGroups } from "./verbs/list-control-groups.ts";
import { listControlGroupsOfPerson } from "./verbs/list-control-groups-of-person.ts";
import { removeControlGroup } from "./verbs/remove-control-group.ts";
import { updateControlGroup } from "./verbs/update-control-group.ts";

const database = testDatabase();
const system = { kind: "system", name: "Everybody", percent: 5 } as const;
const custom = (name: string, percent = 2) => ({ kind: "custom", name, percent }) as const;
const names = async (ctx: Ctx) => (await listControlGroups(ctx)).items.map(({ name }) => name);

afterEach(() => {
  delete controlGroupUses.other;
});

describe("control groups", () => {
  it("are one of the system and up to ten others beside it", async () => {
    const ctx = await testCtx(database.db);
    await expect(createControlGroup(ctx, custom("Early"))).rejects.toMatchObject({ code: "precondition" });
    await createControlGroup(ctx, system);
    await expect(createControlGroup(ctx, { ...system, name: "Second" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Everybody"),
    });
    for (let number = 1; number <= 10; number += 1) {
      await createControlGroup(ctx, custom(`Group ${number}`));
    }
    await expect(createControlGroup(ctx, custom("One more"))).rejects.toThrow("10 custom groups");
    expect(await names(ctx)).toEqual([
      "Everybody",
      ...Array.from({ length: 10 }, (_, at) => `Group ${at + 1}`),
    ]);
    expect(await names(await testCtx(database.db))).toEqual([]);
  });

  it("of the system stay one however many are asked for at once", async () => {
    const ctx = await testCtx(database.db);
    const asked = ["A", "B", "C", "D"].map((name) => createControlGroup(ctx, { ...system, name }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await names(ctx)).toHaveLength(1);
  });

  it.each([1.9, 5.1, 3.25, Number.NaN])("of %d %% are refused at the field", async (percent) => {
    const ctx = await testCtx(database.db);
    await expect(createControlGroup(ctx, { ...system, percent })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "percent" }],
    });
  });

  it("have a name of their own, whatever its case, which a removed one gives free", async () => {
    const ctx = await testCtx(database.db);
    await createControlGroup(ctx, system);
    const { id } = await createControlGroup(ctx, custom("Winter"));
    await expect(createControlGroup(ctx, custom("WINTER"))).rejects.toMatchObject({
      code: "conflict",
      problems: [{ field: "name" }],
    });
    await removeControlGroup(ctx, { id });
    await createControlGroup(ctx, custom("WINTER"));
    expect(await names(ctx)).toEqual(["Everybody", "WINTER"]);
    await expect(removeControlGroup(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateControlGroup(ctx, { id, percent: 3 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("hold about their share of all people, of whom those that were merged count once", async () => {
    const ctx = await testCtx(database.db);
    await createControlGroup(ctx, system);
    const { id } = await createControlGroup(ctx, custom("Winter", 2.5));
    await insertNumberedPeople(ctx.db, ctx.workspaceId, 4_000);
    const [from = "", into = ""] = await insertTestPeople(ctx.db, ctx.workspaceId, [
      { user_id: "a" },
      { user_id: "b" },
    ]);
    await mergeTestPeople(ctx.db, ctx.workspaceId, from, into);
    const { of, items } = await countControlGroups(ctx);
    expect(of).toBe(4_001);
    const people = await ctx.db.sql<{ id: string }>(
      `select id from people where workspace_id = $1::uuid and merged_into is null`,
      [ctx.workspaceId],
    );
    const groups = await controlGroupRows(ctx.db, ctx.workspaceId);
    expect(items).toEqual(
      groups.map((group) => ({
        id: group.id,
        people: people.filter((person) => isInControlGroup(person.id, group)).length,
      })),
    );
    expect(items.find((each) => each.id === id)?.people).toBeGreaterThan(50);
  });

  it("keep whom they hold when they grow, and are renamed without anybody changing sides", async () => {
    const ctx = await testCtx(database.db);
    const { id } = await createControlGroup(ctx, { ...system, percent: 2 });
    const [before] = await controlGroupRows(ctx.db, ctx.workspaceId);
    ctx.clock.advance(1_000);
    const changed = await updateControlGroup(ctx, { id, name: "All", percent: 4.5 });
    expect(changed).toMatchObject({ name: "All", percent: 4.5, changedAt: ctx.clock.now().toISOString() });
    const [after] = await controlGroupRows(ctx.db, ctx.workspaceId);
    expect(after?.salt).toBe(before?.salt);
    const log = await ctx.db.prisma.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, action: "control_group.changed" },
    });
    expect(log.map(({ changes }) => changes)).toEqual([
      { name: { from: "Everybody", to: "All" }, percent: { from: 2, to: 4.5 } },
    ]);
  });

  it("are told of a person, by the id that survives where people were merged", async () => {
    const ctx = await testCtx(database.db);
    await createControlGroup(ctx, system);
    await insertNumberedPeople(ctx.db, ctx.workspaceId, 400);
    const [group] = await controlGroupRows(ctx.db, ctx.workspaceId);
    const people = await ctx.db.sql<{ id: string }>(`select id from people where workspace_id = $1::uuid`, [
      ctx.workspaceId,
    ]);
    const within = (id: string) => group !== undefined && isInControlGroup(id, group);
    const inside = people.find(({ id }) => within(id))?.id ?? "";
    const outside = people.find(({ id }) => !within(id))?.id ?? "";
    expect((await listControlGroupsOfPerson(ctx, { id: inside })).items).toMatchObject([
      { name: "Everybody" },
    ]);
    expect((await listControlGroupsOfPerson(ctx, { id: outside })).items).toEqual([]);
    const other = await testCtx(database.db);
    await createControlGroup(other, { ...system, name: "Theirs" });
    await expect(listControlGroupsOfPerson(other, { id: inside })).rejects.toMatchObject({
      code: "not_found",
    });
    const told = await Promise.all(people.map(({ id }) => listControlGroupsOfPerson(ctx, { id })));
    expect(told.flatMap(({ items }) => items).filter(({ name }) => name === "Theirs")).toEqual([]);
    await mergeTestPeople(ctx.db, ctx.workspaceId, inside, outside);
    expect((await listControlGroupsOfPerson(ctx, { id: inside })).items).toEqual([]);
  });

  it("are not removed while something uses them, nor the system group before the others", async () => {
    const ctx = await testCtx(database.db);
    const { id } = await createControlGroup(ctx, system);
    const winter = await createControlGroup(ctx, custom("Winter"));
    await expect(removeControlGroup(ctx, { id })).rejects.toMatchObject({
      code: "conflict",
      blockers: [{ kind: "control_group", id: winter.id, name: "Winter" }],
    });
    controlGroupUses.other = {
      active: async (_db, _workspaceId, groupId) =>
        groupId === winter.id ? [{ id: "campaign-1", name: "Sale" }] : [],
    };
    await expect(removeControlGroup(ctx, { id: winter.id })).rejects.toMatchObject({
      code: "conflict",
      blockers: [{ kind: "other", id: "campaign-1", name: "Sale" }],
    });
    expect(await names(ctx)).toEqual(["Everybody", "Winter"]);
    delete controlGroupUses.other;
    await removeControlGroup(ctx, { id: winter.id });
    await removeControlGroup(ctx, { id });
    expect(await names(ctx)).toEqual([]);
  });

  it("are seen by Viewers and changed by Marketers", async () => {
    const ctx = await testCtx(database.db);
    const { id } = await createControlGroup(withRole(ctx, "marketer"), system);
    const viewer = withRole(ctx, "viewer");
    expect(await names(viewer)).toEqual(["Everybody"]);
    for (const refused of [
      () => createControlGroup(viewer, custom("Winter")),
      () => updateControlGroup(viewer, { id, percent: 3 }),
      () => removeControlGroup(viewer, { id }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
