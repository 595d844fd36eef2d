import { describe, expect, it } from "vitest";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { testPartner } from "../../testing/test-partner.ts";
import { listPersonMessages } from "../verbs/list-person-messages.ts";

const database = testDatabase();
const partner = testPartner();
const nights = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "08:00" }];

const idOf = async (workspaceId: string, userId: string): Promise<string> =>
  (await database.db.prisma.person.findFirstOrThrow({ where: { workspaceId, userId } })).id;

describe("what campaigns had for one person", () => {
  it("tells what waits first, then the newest outcome, each with its reason, page by page", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-10T21:00:00.000Z" });
    await ground.people(2);
    const day = await ground.draft({ name: "By day" });
    await ground.publish(day);
    await ground.work();
    ground.clock.set("2026-03-10T23:00:00.000Z");
    const dropped = await ground.draft({
      name: "Dropped",
      when: { quiet: { hours: nights, mode: "discard" } },
    });
    await ground.publish(dropped);
    const delayed = await ground.draft({
      name: "Delayed",
      when: { quiet: { hours: nights, mode: "delay" } },
    });
    await ground.publish(delayed);
    await ground.work();
    const id = await idOf(ground.workspaceId, "u-0");
    const first = await listPersonMessages(ground.ctx, { id, limit: 2 });
    expect(first.items).toMatchObject([
      {
        ...{ campaign: "Delayed", campaignId: delayed.id, channel: "segment", status: "waiting", code: null },
        ...{ dueAt: "2026-03-11T08:00:00.000Z", decidedAt: null },
      },
      { campaign: "Dropped", status: "held", code: "user_dnd", decidedAt: "2026-03-10T23:00:00.000Z" },
    ]);
    const rest = await listPersonMessages(ground.ctx, { id, limit: 2, cursor: first.nextCursor ?? "" });
    expect(rest).toMatchObject({ items: [{ campaign: "By day", status: "sent" }], nextCursor: null });
  });

  it("is also what their former profiles got, and nothing of other people or workspaces", async () => {
    const ground = await campaignGround(database.db, partner);
    const traits = { plan: "gold" };
    await ground.send("identify", { userId: "asha", traits });
    await ground.send("identify", { anonymousId: "phone", traits });
    await ground.people(1);
    await ground.publish(await ground.draft());
    await ground.work();
    await ground.send("identify", { userId: "asha", anonymousId: "phone" });
    const into = await idOf(ground.workspaceId, "asha");
    const { items } = await listPersonMessages(ground.ctx, { id: into, limit: 20 });
    expect(items).toHaveLength(2);
    expect(new Set(items.map(({ personId }) => personId)).size).toBe(2);
    const other = await campaignGround(database.db, partner);
    await expect(listPersonMessages(other.ctx, { id: into, limit: 20 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
