import type { z } from "zod";
import { last4, secretBox, tokenHash } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { DestinationView } from "../destinations/schema.ts";
import { createDestination as schema } from "../destinations/schema.ts";
import { createDestination } from "../destinations/verbs/create-destination.ts";
import type { Clock } from "../kernel/clock.ts";
import { newId, newToken } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { secretPurpose } from "../partners/access.ts";
import { worldSecret } from "./export-world.ts";
import { sender } from "./ingest.ts";
import { worldCtx } from "./world-ctx.ts";

export type DestinationGround = {
  workspaceId: string;
  sourceId: string;
  /** A CleverTap account of its own, connected. */
  connectionId: string;
  accountId: string;
  /** The source's write key. */
  key: string;
  /** A marketer at work. */
  ctx: Ctx;
  /** The worker. */
  system: Ctx;
  /** Sends calls as an SDK does; they are committed when it resolves. */
  send(batch: JsonObject[]): Promise<void>;
};

/** A workspace of a test's own with a source and a CleverTap integration at `clevertapUrl`. */
export async function destinationGround(
  db: Db,
  options: { clevertapUrl?: string; clock?: Clock } = {},
): Promise<DestinationGround> {
  const workspaceId = newId();
  const sourceId = newId();
  const key = newToken("wk");
  const secrets = secretBox(worldSecret);
  await db.prisma.workspace.create({ data: { id: workspaceId, name: "Test", timeZone: "UTC" } });
  await db.prisma.source.create({
    data: { id: sourceId, workspaceId, name: "Shop", platform: "web", createdBy: "Mara" },
  });
  await db.prisma.writeKey.create({
    data: {
      id: newId(),
      workspaceId,
      sourceId,
      name: "First key",
      keyHash: tokenHash(key),
      last4: last4(key),
      createdBy: "Mara",
    },
  });
  const { clevertapUrl } = options;
  const hosts: Record<string, string> = clevertapUrl ? { JUNCTION_HOST_CLEVERTAP_EU1: clevertapUrl } : {};
  const { ctx, system } = worldCtx(db, { workspaceId, secrets, hosts, clock: options.clock });
  const { id: connectionId, accountId } = await insertCleverTap(ctx, "Reach");
  const post = sender(system, key);
  const send = async (batch: JsonObject[]) => {
    const reply = await post("batch", { batch });
    if (reply.status !== 200) {
      throw new Error(`The batch was answered ${reply.status}: ${reply.body}`);
    }
  };
  return { workspaceId, sourceId, connectionId, accountId, key, ctx, system, send };
}

/** A further CleverTap integration, without asking anybody. */
export async function insertCleverTap(
  ctx: Ctx,
  nickname: string,
): Promise<{ id: string; accountId: string; passcode: string }> {
  const id = newId();
  const accountId = `ACC-${id.slice(-8)}`;
  const passcode = `pass-${newId()}`;
  await ctx.db.prisma.connection.create({
    data: {
      workspaceId: ctx.workspaceId,
      id,
      partner: "clevertap",
      nickname,
      settings: { accountId, region: "eu1" },
      secrets: {
        passcode: { sealed: ctx.secrets.seal(passcode, secretPurpose(id, "passcode")), last4: "" },
      },
      createdBy: "Mara",
    },
  });
  return { id, accountId, passcode };
}

/** A destination of the ground's source through its integration, unless told otherwise. */
export function makeDestination(
  ground: DestinationGround,
  fields: Partial<z.input<typeof schema>> = {},
): Promise<DestinationView> {
  return createDestination(
    ground.ctx,
    schema.parse({ id: ground.sourceId, connectionId: ground.connectionId, ...fields }),
  );
}
