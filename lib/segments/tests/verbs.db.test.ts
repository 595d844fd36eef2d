import { beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "../../context.ts";
import { encodeCursor } from "../../kernel/cursor.ts";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { type IngestGround, ingestGround, sender } from "../../testing/ingest.ts";
import { worldCtx } from "../../testing/world-ctx.ts";
import { definition as definitionSchema } from "../definition.ts";
import { listChanges as changesSchema } from "../looking-schema.ts";
import {
  createSegment as createSchema,
  listSegments as listSchema,
  segmentsOfPerson as personSchema,
  knownValues as valuesSchema,
} from "../schema.ts";
import { archiveSegment } from "../verbs/archive-segment.ts";
import { checkPerson } from "../verbs/check-person.ts";
import { createSegment } from "../verbs/create-segment.ts";
import { duplicateSegment } from "../verbs/duplicate-segment.ts";
import { getSegment } from "../verbs/get-segment.ts";
import { listChanges } from "../verbs/list-changes.ts";
import { listKnownValues } from "../verbs/list-known-values.ts";
import { listSegments } from "../verbs/list-segments.ts";
import { listSegmentsOfPerson } from "../verbs/list-segments-of-person.ts";
import { readReach } from "../verbs/read-reach.ts";
import { restoreSegment } from "../verbs/restore-segment.ts";
import { updateSegment } from "../verbs/update-segment.ts";

const database = testDatabase();
let ground: IngestGround;
let ctx: Ctx;

const plan = (value: string) => ({
  kind: "property",
  path: ["plan"],
  test: { type: "text", op: "equals", value },
});
const did = (name: string, more: object = {}) => ({ kind: "did", events: [{ name }], ...more });
const asking = (segmentId: string) => ({ kind: "segment", segmentId });
const one = (...conditions: object[]) => definitionSchema.parse({ groups: [{ conditions }] });

beforeAll(async () => {
  ground = await ingestGround(database.db);
  ctx = worldCtx(database.db, { ...ground, secrets: ground.ctx.secrets, hosts: {} }).ctx;
  const send = sender(ground.ctx, ground.key);
  const batch = [
    { type: "identify", userId: "ada", traits: { plan: "gold", email: "ada@example.com" } },
    {
      type: "identify",
      userId: "ben",
      traits: { plan: "silver", email: "ben@example.com", "MSG-email": false },
    },
    { type: "identify", userId: "cleo", traits: {} },
    { type: "track", userId: "ada", event: "Order Completed", properties: { revenue: 20 } },
    { type: "track", userId: "ada", event: "Order Completed", properties: { revenue: 22 } },
    { type: "track", userId: "ben", event: "Order Completed", properties: { revenue: 5 } },
  ];
  expect((await send("batch", { batch })).status).toBe(200);
});

let made = 0;
async function saved(definition: object = one(plan("gold")), name = `Segment ${++made}`) {
  return createSegment(ctx, createSchema.parse({ name, definition }));
}
const personOf = async (userId: string) =>
  (await database.db.prisma.person.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, userId } })).id;

describe("reach", () => {
  it("tells how many are meant and reachable, how many each condition takes alone, and who some of them are", async () => {
    const reach = await readReach(ctx, {
      definition: definitionSchema.parse({
        match: "any",
        groups: [{ conditions: [did("Order Completed"), plan("gold")] }, { conditions: [plan("silver")] }],
      }),
    });
    expect(reach).toMatchObject({
      people: 2,
      of: 3,
      reachable: { segment: 2, email: 1, sms: 0, push: 0, whatsapp: 0 },
      conditions: [[2, 1], [1]],
    });
    expect(reach.sample.map(({ userId }) => userId).sort()).toEqual(["ada", "ben"]);
  });

  it("of nobody is nobody", async () => {
    expect(await readReach(ctx, { definition: one(plan("none")) })).toMatchObject({ people: 0, sample: [] });
  });
});

describe("an audience", () => {
  it("holds people by their user ID, by their e-mail where they are given that, and not who has left", async () => {
    const audienceId = newId();
    const now = new Date();
    const { workspaceId } = ctx;
    await database.db.prisma.audience.create({
      data: { workspaceId, id: audienceId, name: "Carts", origin: "csv", createdBy: "Mara" },
    });
    const member = (identity: string, present: boolean) => ({
      workspaceId,
      audienceId,
      identity,
      present,
      joinedAt: now,
    });
    await database.db.prisma.audienceMember.createMany({
      data: [
        member("ada", true),
        member("Ben@Example.com", true),
        member("cleo", false),
        member("nobody", true),
      ],
    });
    const inIt = { kind: "audience", audienceId };
    const { people, sample } = await readReach(ctx, { definition: one(inIt) });
    expect([people, sample.map(({ userId }) => userId).sort()]).toEqual([2, ["ada", "ben"]]);
    expect((await readReach(ctx, { definition: one({ ...inIt, not: true }) })).people).toBe(1);
    // Of one that is not there everybody would be "not in it".
    for (const not of [false, true]) {
      await expect(
        readReach(ctx, { definition: one({ ...inIt, not, audienceId: newId() }) }),
      ).rejects.toMatchObject({
        code: "invalid",
        problems: [{ path: "definition.groups[0].conditions[0].audienceId", field: "audienceId" }],
      });
    }
  });
});

describe("the check of a person", () => {
  it("names for each condition what was seen, how often and when", async () => {
    const spent = did("Order Completed", {
      measure: { of: "sum", path: ["revenue"], is: { op: "greater_than", value: 40 } },
    });
    const check = await checkPerson(ctx, {
      definition: one(plan("gold"), spent),
      personId: await personOf("ada"),
    });
    expect(check).toMatchObject({
      meant: true,
      groups: [
        {
          met: true,
          constant: null,
          conditions: [
            { verdict: "met", seen: "gold", count: null },
            {
              verdict: "met",
              seen: 42,
              count: 2,
              first: expect.stringMatching(/Z$/),
              last: expect.any(String),
            },
          ],
        },
      ],
    });
  });

  it("counts the different values that it saw, each of a list", async () => {
    const baskets = [[{ id: "P1" }, { id: "P2" }], [{ id: "P2" }, { id: null }], []];
    const batch = baskets.map((products) => ({
      type: "track",
      userId: "ada",
      event: "Basket Seen",
      properties: { products },
    }));
    expect((await sender(ground.ctx, ground.key)("batch", { batch })).status).toBe(200);
    const seen = async (...path: string[]) => {
      const measure = { of: "distinct", path, is: { op: "greater_than", value: 1 } };
      const definition = one(did("Basket Seen", { measure }));
      const { groups } = await checkPerson(ctx, { definition, personId: await personOf("ada") });
      const [condition] = groups[0]?.conditions ?? [];
      return [condition?.verdict, condition?.seen, condition?.count];
    };
    expect(await seen("products", "id")).toEqual(["met", 2, 3]);
    expect(await seen("products")).toEqual(["met", 3, 3]);
    expect(await seen("nothing", "here")).toEqual(["not_met", 0, 3]);
  });

  it("tells what is not so from what is not known", async () => {
    const check = async (userId: string) => {
      const { meant, groups } = await checkPerson(ctx, {
        definition: one(plan("gold"), did("Order Completed")),
        personId: await personOf(userId),
      });
      return [meant, groups[0]?.conditions.map(({ verdict }) => verdict)];
    };
    expect(await check("ben")).toEqual([false, ["not_met", "met"]]);
    expect(await check("cleo")).toEqual([false, ["unknown", "not_met"]]);
    await sender(ground.ctx, ground.key)("identify", { userId: "cleo", traits: { kit: { size: null } } });
    const { groups } = await checkPerson(ctx, {
      definition: one({
        kind: "property",
        path: ["kit", "size"],
        test: { type: "number", op: "equals", value: 1 },
      }),
      personId: await personOf("cleo"),
    });
    expect(groups[0]?.conditions).toMatchObject([{ verdict: "unknown" }]);
  });

  it("knows nobody of another workspace", async () => {
    const other = await ingestGround(database.db);
    await sender(other.ctx, other.key)("identify", { userId: "stranger" });
    const { id } = await database.db.prisma.person.findFirstOrThrow({
      where: { workspaceId: other.workspaceId },
    });
    await expect(checkPerson(ctx, { definition: one(plan("gold")), personId: id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("segments", () => {
  it("are duplicated with no character of a long name cut in two", async () => {
    const { id } = await saved(one(plan("gold")), "😀".repeat(120));
    expect((await duplicateSegment(ctx, { id })).name).toBe(`${"😀".repeat(113)} (copy)`);
    expect((await duplicateSegment(ctx, { id })).name).toBe(`${"😀".repeat(111)} (copy 2)`);
  });

  it("are not duplicated where they ask for one that was archived", async () => {
    const inner = await saved(one(plan("gold")), "Asked for");
    const outer = await saved(one(asking(inner.id)), "Asks for it");
    await archiveSegment(ctx, { id: outer.id });
    await archiveSegment(ctx, { id: inner.id });
    await expect(duplicateSegment(ctx, { id: outer.id })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "segmentId" }],
    });
  });

  it("tell their changes on the last day that can be asked for, and refuse a position beyond all numbers", async () => {
    const { id } = await saved(one(plan("gold")), "Without changes");
    await expect(listChanges(ctx, changesSchema.parse({ id, day: "9999-12-31" }))).resolves.toMatchObject({
      items: [],
    });
    const cursor = encodeCursor({ at: "2026-01-01T00:00:00.000Z", seq: "9999999999999999999" });
    await expect(listChanges(ctx, changesSchema.parse({ id, cursor }))).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "cursor" }],
    });
  });

  it("are saved, found, changed and duplicated, with a row of the audit log each", async () => {
    const { id } = await saved(one(plan("gold")), "Gold members");
    await updateSegment(ctx, { id, labels: ["loyalty"], definition: one(plan("Gold")) });
    const copy = await duplicateSegment(ctx, { id });
    expect(copy).toMatchObject({
      name: "Gold members (copy)",
      labels: ["loyalty"],
      definition: one(plan("Gold")),
    });
    expect((await duplicateSegment(ctx, { id })).name).toBe("Gold members (copy 2)");
    const found = await listSegments(ctx, listSchema.parse({ search: "LOYAL", limit: 2 }));
    expect(found.items.map(({ name }) => name)).toEqual(["Gold members (copy 2)", "Gold members (copy)"]);
    const rest = await listSegments(ctx, listSchema.parse({ search: "LOYAL", cursor: found.nextCursor }));
    expect(rest.items.map((each) => each.id)).toEqual([id]);
    const log = await database.db.prisma.auditEntry.findMany({
      where: { objectId: id },
      orderBy: { id: "asc" },
    });
    expect(log.map(({ action }) => action)).toEqual(["segment.created", "segment.changed"]);
  });

  it("are not saved over what somebody else saved meanwhile of the same, once it is said what was seen", async () => {
    const { id, name } = await saved();
    const seen = { definition: one(plan("gold")) };
    await updateSegment(ctx, { id, definition: one(plan("silver")), seen });
    await expect(updateSegment(ctx, { id, definition: one(plan("bronze")), seen })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(
        /changed this segment in another window on .+, after it was loaded here\.$/,
      ),
    });
    expect((await getSegment(ctx, { id })).definition).toEqual(one(plan("silver")));
    // Another field, the same again, and a caller who does not say what it saw go against nothing.
    await updateSegment(ctx, { id, labels: ["loyalty"], seen: { name } });
    await updateSegment(ctx, { id, definition: one(plan("silver")), seen });
    await updateSegment(ctx, { id, definition: one(plan("bronze")) });
    expect(await getSegment(ctx, { id })).toMatchObject({
      labels: ["loyalty"],
      definition: one(plan("bronze")),
    });
  });

  it("are found by their name with hyphens or without", async () => {
    await saved(undefined, "E-mail readers");
    await saved(undefined, "Email openers");
    const found = async (search: string) =>
      (await listSegments(ctx, listSchema.parse({ search }))).items.map(({ name }) => name);
    for (const search of ["email", "E-mail"]) {
      expect(await found(search)).toEqual(["Email openers", "E-mail readers"]);
    }
    expect(await found("e-mail r")).toEqual(["E-mail readers"]);
    expect(await found("email_")).toEqual([]);
  });

  it("have names of their own, whatever the case, and an archived one gives its name free", async () => {
    const { id } = await saved(undefined, "Newcomers");
    await expect(saved(undefined, "NEWCOMERS")).rejects.toMatchObject({
      code: "conflict",
      problems: [{ path: "name" }],
    });
    await archiveSegment(ctx, { id });
    await saved(undefined, "newcomers");
    await expect(restoreSegment(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    expect((await getSegment(ctx, { id })).archivedAt).not.toBeNull();
  });

  it("ask for each other, and one that is asked for is not archived", async () => {
    const inner = await saved(one(plan("gold")), "Inner");
    const outer = await saved(one(asking(inner.id), did("Order Completed")), "Outer");
    expect((await readReach(ctx, { definition: one(asking(outer.id)) })).people).toBe(1);
    await expect(archiveSegment(ctx, { id: inner.id })).rejects.toMatchObject({
      code: "conflict",
      blockers: [{ kind: "segment", id: outer.id, name: "Outer" }],
    });
    await archiveSegment(ctx, { id: outer.id });
    expect((await archiveSegment(ctx, { id: inner.id })).archivedAt).not.toBeNull();
    // What it asks for is gone.
    await expect(restoreSegment(ctx, { id: outer.id })).rejects.toMatchObject({ code: "invalid" });
  });

  it("never ask for themselves, not by way of another one either", async () => {
    const first = await saved();
    const second = await saved(one(asking(first.id)));
    const path = "definition.groups[0].conditions[0].segmentId";
    for (const id of [first.id, second.id]) {
      await expect(updateSegment(ctx, { id: first.id, definition: one(asking(id)) })).rejects.toMatchObject({
        code: "invalid",
        problems: [{ path }],
      });
    }
    const nobody = "01a2136a-bbd6-744e-a70a-0f2fa5aafa56";
    await expect(saved(one(asking(nobody)))).rejects.toMatchObject({ code: "invalid", problems: [{ path }] });
  });
});

describe("a person's segments", () => {
  it("are told in one page with whether they are in each, what cannot be asked among them", async () => {
    const gold = await saved(one(plan("gold")));
    const silver = await saved(one(plan("silver")));
    const asks = await saved(one(asking(gold.id), did("Order Completed")));
    const odd = await saved();
    await database.db.prisma.segment.updateMany({
      where: { id: odd.id },
      data: { definition: { version: 99 } },
    });
    const page = async (userId: string, cursor?: string) =>
      listSegmentsOfPerson(ctx, personSchema.parse({ id: await personOf(userId), limit: 3, cursor }));
    const first = await page("ada");
    expect(first.items.map(({ id, meant }) => [id, meant])).toEqual([
      [odd.id, null],
      [asks.id, true],
      [silver.id, false],
    ]);
    const rest = await page("ada", first.nextCursor ?? undefined);
    expect(rest.items[0]).toMatchObject({ id: gold.id, meant: true });
    expect((await page("ben")).items.map(({ meant }) => meant)).toEqual([null, false, true]);
  });
});

describe("known values", () => {
  it("are the texts that a property was lately seen with, of people and of events, through lists", async () => {
    const values = async (input: object) => listKnownValues(ctx, valuesSchema.parse(input));
    expect(await values({ path: "plan" })).toEqual({
      items: [
        { value: "gold", count: 1 },
        { value: "silver", count: 1 },
      ],
      of: 3,
    });
    await sender(ground.ctx, ground.key)("batch", {
      batch: [["Hats", "Shoes"], ["Shoes"]].map((names) => ({
        type: "track",
        userId: "ada",
        event: "Cart Viewed",
        properties: { products: names.map((category) => ({ category, price: 5 })) },
      })),
    });
    expect(await values({ event: "Cart Viewed", path: "products.category" })).toEqual({
      items: [
        { value: "Shoes", count: 2 },
        { value: "Hats", count: 1 },
      ],
      of: 2,
    });
    expect((await values({ event: "Cart Viewed", path: "products.price" })).items).toEqual([]);
    expect(await values({ event: "Never seen", path: "x" })).toEqual({ items: [], of: 0 });
  });
});
