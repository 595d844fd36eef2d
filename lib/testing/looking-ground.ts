import { beforeAll } from "vitest";
import type { Ctx } from "../context.ts";
import { fixedClock } from "../kernel/clock.ts";
import { definition as definitionSchema } from "../segments/definition.ts";
import { listChanges as changesSchema, listMembers as membersSchema } from "../segments/looking-schema.ts";
import { createSegment as createSchema } from "../segments/schema.ts";
import { createSegment } from "../segments/verbs/create-segment.ts";
import { listChanges } from "../segments/verbs/list-changes.ts";
import { listMembers } from "../segments/verbs/list-members.ts";
import type { TestDatabase } from "./database.ts";
import { ingestGround, sender } from "./ingest.ts";
import { worldCtx } from "./world-ctx.ts";

export const NOW = new Date("2026-11-25T22:30:00Z");
const names = ["ada", "ben", "cleo", "dora", "eve"];

export const gold = definitionSchema.parse({
  groups: [
    {
      conditions: [{ kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } }],
    },
  ],
});
export const asking = (segmentId: string) =>
  definitionSchema.parse({ groups: [{ conditions: [{ kind: "segment", segmentId }] }] });

/** All rows of a list, page by page. */
export async function walk<Row>(
  page: (cursor?: string) => Promise<{ items: Row[]; nextCursor: string | null }>,
) {
  const rows: Row[] = [];
  let pages = 0;
  for (let cursor: string | undefined; ; pages += 1) {
    const { items, nextCursor } = await page(cursor);
    rows.push(...items);
    if (nextCursor === null) {
      return { rows, pages: pages + 1 };
    }
    cursor = nextCursor;
  }
}

/** A workspace in Berlin of five people, and segments of which it is said who is in them. */
export function lookingGround(database: TestDatabase) {
  let ctx: Ctx | undefined;
  let made = 0;
  const people = new Map<string, string>();
  const known = (): Ctx => {
    if (!ctx) {
      throw new Error("The ground is there once the tests begin.");
    }
    return ctx;
  };
  const idOf = (name: string): string => {
    const id = people.get(name);
    if (id === undefined) {
      throw new Error(`Nobody is called ${name} here.`);
    }
    return id;
  };

  beforeAll(async () => {
    const ground = await ingestGround(database.db);
    const world = { ...ground, secrets: ground.ctx.secrets, hosts: {}, clock: fixedClock(NOW) };
    ctx = worldCtx(database.db, world).ctx;
    const { workspaceId } = ctx;
    // Its 25 November begins at 23:00 UTC of the 24th.
    await database.db.prisma.workspace.update({
      where: { id: workspaceId },
      data: { timeZone: "Europe/Berlin" },
    });
    const batch = names.map((userId) => ({
      type: "identify",
      userId,
      traits: { email: `${userId}@example.com`, name: userId === "eve" ? "=1+1" : `Name of ${userId}` },
    }));
    const reply = await sender(ground.ctx, ground.key)("batch", { batch });
    if (reply.status !== 200) {
      throw new Error(`The people were refused: ${JSON.stringify(reply)}`);
    }
    for (const { id, userId } of await database.db.prisma.person.findMany({ where: { workspaceId } })) {
      people.set(userId ?? "", id);
    }
  });

  const segment = (definition = gold) => {
    made += 1;
    return createSegment(known(), createSchema.parse({ name: `Segment ${made}`, definition }));
  };

  return {
    get ctx() {
      return known();
    },
    idOf,
    segment,
    /** A segment that was worked out, with those in it, each since a moment. */
    ready: async (members: Record<string, string> = {}) => {
      const { id } = await segment();
      await database.db.prisma.segmentMember.createMany({
        data: Object.entries(members).map(([name, at]) => ({
          workspaceId: known().workspaceId,
          segmentId: id,
          personId: idOf(name),
          enteredAt: new Date(at),
        })),
      });
      await database.db.prisma.segment.updateMany({
        where: { id },
        data: { state: "ready", people: Object.keys(members).length, countedAt: NOW },
      });
      return id;
    },
    changed: async (segmentId: string, name: string, entered: boolean, at: string, cause = "event") => {
      const { workspaceId } = known();
      await database.db.prisma.segmentChange.create({
        data: { workspaceId, segmentId, personId: idOf(name), entered, at: new Date(at), cause },
      });
    },
    members: (id: string, input: object = {}, as = known()) =>
      listMembers(as, membersSchema.parse({ id, ...input })),
    changes: (id: string, input: object = {}) => listChanges(known(), changesSchema.parse({ id, ...input })),
  };
}
