import { secretBox } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { secretPurpose } from "../partners/access.ts";
import { sandboxAccount } from "../sandbox/account.ts";
import { worldSecret } from "./export-world.ts";
import { worldCtx } from "./world-ctx.ts";

export type DestinationWorld = {
  workspaceId: string;
  sourceId: string;
  connectionId: string;
  destinationId: string;
  /** A CleverTap account of its own, and its name in the sandbox's tables. */
  accountId: string;
  account: string;
  passcode: string;
  /** A marketer at work. */
  ctx: Ctx;
  /** The worker. */
  system: Ctx;
};

export type DestinationOptions = {
  clock?: Clock;
  passcode?: string;
  settings?: Record<string, boolean>;
  filterMode?: string;
  eventNames?: string[];
};

/** Puts one more destination of the world's source, to its connection unless told. */
export async function addDestination(
  db: Db,
  world: Pick<DestinationWorld, "workspaceId" | "sourceId" | "connectionId">,
  options: DestinationOptions = {},
): Promise<string> {
  const id = newId();
  await db.prisma.destination.create({
    data: {
      workspaceId: world.workspaceId,
      id,
      sourceId: world.sourceId,
      connectionId: world.connectionId,
      partner: "clevertap",
      name: "Shop to CleverTap",
      settings: options.settings ?? {},
      filterMode: options.filterMode ?? "all",
      eventNames: options.eventNames ?? [],
      createdBy: "Mara",
    },
  });
  return id;
}

/** A workspace of a test's own whose one source goes to a CleverTap account at `clevertapUrl`. */
export async function destinationWorld(
  db: Db,
  clevertapUrl: string,
  options: DestinationOptions = {},
): Promise<DestinationWorld> {
  const [workspaceId, connectionId, sourceId] = [newId(), newId(), newId()];
  const accountId = `ACC-${connectionId.slice(-8)}`;
  const passcode = options.passcode ?? `pass-${newId()}`;
  const secrets = secretBox(worldSecret);
  await db.prisma.workspace.create({ data: { id: workspaceId, name: "Test", timeZone: "UTC" } });
  await db.prisma.source.create({
    data: { id: sourceId, workspaceId, name: "Shop", platform: "web", createdBy: "Mara" },
  });
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
  const destinationId = await addDestination(db, { workspaceId, sourceId, connectionId }, options);
  const hosts = { JUNCTION_HOST_CLEVERTAP_EU1: clevertapUrl };
  const { ctx, system } = worldCtx(db, { workspaceId, secrets, hosts, clock: options.clock });
  const account = sandboxAccount(accountId);
  return { workspaceId, sourceId, connectionId, destinationId, accountId, account, passcode, ctx, system };
}

export type NewCall = {
  type?: string;
  /** Event of a track call, name of a page. */
  name?: string;
  /** Of the user; null: a visitor. */
  user?: string | null;
  anonymousId?: string;
  properties?: JsonObject;
  receivedAt?: Date;
};

/** Puts calls into the log in their order, in one transaction. People are told apart by `user`, else by `anonymousId`. */
export async function addCalls(
  db: Db,
  { workspaceId, sourceId }: Pick<DestinationWorld, "workspaceId" | "sourceId">,
  calls: NewCall[],
): Promise<void> {
  const given = calls.map(({ type = "track", name = "Viewed", user = "user-1", ...call }) => ({
    type,
    name: type === "identify" ? "identify" : name,
    user,
    anonymous: call.anonymousId ?? null,
    properties: call.properties ?? {},
    at: (call.receivedAt ?? new Date()).toISOString(),
  }));
  await db.sql(
    `insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id, user_id,
       anonymous_id, properties)
     select $1::uuid, at, at, type, name, md5($1 || coalesce("user", anonymous, ''))::uuid, $2::uuid,
       gen_random_uuid()::text, "user", anonymous, properties
     from rows from (jsonb_to_recordset($3::jsonb) as (type text, name text, "user" text, anonymous text,
       properties jsonb, at timestamptz)) with ordinality as g(type, name, "user", anonymous, properties, at, n)
     order by n`,
    [workspaceId, sourceId, JSON.stringify(given)],
  );
}

/** Events that the sandbox keeps of an account, in the order in which they came. */
export async function keptEvents(
  db: Db,
  { account }: Pick<DestinationWorld, "account">,
): Promise<{ identity: string; name: string; data: JsonObject }[]> {
  return db.sql(
    `select identity, name, data from sandbox_events where partner = 'clevertap' and account = $1 order by id`,
    [account],
  );
}

/** Events that came before an earlier one of the same user, by the number `n` among their properties. */
export function outOfOrder(events: { identity: string; data: JsonObject }[]): number[] {
  const last = new Map<string, number>();
  return events.flatMap(({ identity, data }) => {
    const n = Number(data.n);
    const isLate = n <= (last.get(identity) ?? -1);
    last.set(identity, n);
    return isLate ? [n] : [];
  });
}
