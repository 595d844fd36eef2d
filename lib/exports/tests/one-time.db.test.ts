import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { addEvents, exportWorld } from "../../testing/export-world.ts";
import { type PartnerServer, startPartnerServer } from "../../testing/partner-server.ts";
import { workExports } from "../../testing/work-exports.ts";
import { exportInWorkspace } from "../export-view.ts";
import { createExport as schema } from "../schema.ts";
import { createExport } from "../verbs/create-export.ts";

const database = testDatabase();
let partner: PartnerServer;
beforeAll(async () => {
  partner = await startPartnerServer();
});
afterAll(() => partner.close());

function yesterdayNoon(): Date {
  return new Date(`${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}T12:00:00Z`);
}

test("a one-time export delivers every matching event once and is then DONE", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 6_000, from: yesterdayNoon() });
  await addEvents(database.db, world.workspaceId, { count: 50, name: "Other", from: yesterdayNoon() });
  const created = await createExport(
    world.ctx,
    schema.parse({
      connectionId: world.connectionId,
      dataType: "selected",
      eventNames: ["Product Viewed"],
      frequency: "one_time",
      range: { kind: "yesterday" },
    }),
  );
  expect(created.status).toBe("PENDING");

  await workExports(world.system);

  const done = await exportInWorkspace(world.ctx, created.id);
  expect(done).toMatchObject({ status: "DONE", outcome: "accepted", accepted: 6000n, rejected: 0n });
  expect(partner.messages.size).toBe(6_000);
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
  const numbers = new Set([...partner.messages.values()].map(({ message }) => message.properties?.n));
  expect(numbers.size).toBe(6_000);
  const [one] = partner.messages.values();
  expect(one?.message).toMatchObject({
    type: "track",
    event: "Product Viewed",
    userId: expect.stringMatching(/^user-/),
  });
});
