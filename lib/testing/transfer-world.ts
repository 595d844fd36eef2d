import { secretBox } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { secretPurpose } from "../partners/access.ts";
import { worldSecret } from "./export-world.ts";
import { worldCtx } from "./world-ctx.ts";

export type TransferWorld = {
  workspaceId: string;
  audienceId: string;
  /** A CleverTap account of its own in the sandbox. */
  connectionId: string;
  accountId: string;
  passcode: string;
  /** A marketer at work. */
  ctx: Ctx;
  /** The worker. */
  system: Ctx;
};

const AUDIENCE = "Sneaker fans";

/** A workspace of a test's own with an audience and a CleverTap integration at `clevertapUrl`. */
export async function transferWorld(
  db: Db,
  clevertapUrl: string,
  options: { clock?: Clock; passcode?: string } = {},
): Promise<TransferWorld> {
  const workspaceId = newId();
  const connectionId = newId();
  const audienceId = newId();
  const accountId = `ACC-${connectionId.slice(-8)}`;
  const passcode = options.passcode ?? `pass-${newId()}`;
  const secrets = secretBox(worldSecret);
  await db.prisma.workspace.create({ data: { id: workspaceId, name: "Test", timeZone: "UTC" } });
  await db.prisma.connection.create({
    data: {
      workspaceId,
      id: connectionId,
      partner: "clevertap",
      nickname: "Shop",
      settings: { accountId, region: "eu1" },
      secrets: {
        passcode: { sealed: secrets.seal(passcode, secretPurpose(connectionId, "passcode")), last4: "" },
      },
      createdBy: "Mara",
    },
  });
  await db.prisma.audience.create({
    data: { workspaceId, id: audienceId, name: AUDIENCE, origin: "eventbridge", createdBy: "Mara" },
  });
  const hosts = { JUNCTION_HOST_CLEVERTAP_EU1: clevertapUrl };
  const { ctx, system } = worldCtx(db, { workspaceId, secrets, hosts, clock: options.clock });
  return { workspaceId, audienceId, connectionId, accountId, passcode, ctx, system };
}

/** Puts members `user-000001` … into the world's audience, in one statement. */
export async function addMembers(db: Db, world: TransferWorld, count: number, from = 1): Promise<void> {
  await db.sql(
    `with added as (
       insert into audience_members (workspace_id, audience_id, identity, present, upserted_at, joined_at)
       select $1::uuid, $2::uuid, 'user-' || lpad(n::text, 6, '0'), true, now(), now()
       from generate_series($3::int, $3::int + $4::int - 1) n returning 1
     )
     update audiences set size = size + (select count(*) from added)
     where workspace_id = $1::uuid and id = $2::uuid`,
    [world.workspaceId, world.audienceId, from, count],
  );
}

/** Users of the sandbox's CleverTap whose property equals the value, by identity. */
export async function usersWhere(db: Db, property: string, value: string): Promise<string[]> {
  const rows = await db.sql<{ identity: string }>(
    `select identity from sandbox_users where partner = 'clevertap' and properties->>$1 = $2 order by identity`,
    [property, value],
  );
  return rows.map((row) => row.identity);
}
