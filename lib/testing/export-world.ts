import { secretBox } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { secretPurpose } from "../partners/access.ts";
import type { PartnerServer } from "./partner-server.ts";
import { worldCtx } from "./world-ctx.ts";

export type ExportWorld = {
  workspaceId: string;
  connectionId: string;
  /** A marketer at work. */
  ctx: Ctx;
  /** The worker. */
  system: Ctx;
  writeKey: string;
};

export type WorldOptions = { clock?: Clock; timeZone?: string };

/** The secret of every world, for processes that a test starts. */
export const worldSecret = "a secret for tests only, not kept";

/** A workspace of a test's own, connected to the partner server. */
export async function exportWorld(
  db: Db,
  partner: Pick<PartnerServer, "url">,
  options: WorldOptions = {},
): Promise<ExportWorld> {
  const workspaceId = newId();
  const connectionId = newId();
  const writeKey = `key-${newId()}`;
  const secrets = secretBox(worldSecret);
  await db.prisma.workspace.create({
    data: { id: workspaceId, name: "Test", timeZone: options.timeZone ?? "UTC" },
  });
  await db.prisma.connection.create({
    data: {
      workspaceId,
      id: connectionId,
      partner: "segment",
      nickname: `Segment ${connectionId.slice(-6)}`,
      settings: { region: "us", userId: "user_id", anonymousId: "anonymous_id" },
      secrets: {
        writeKey: { sealed: secrets.seal(writeKey, secretPurpose(connectionId, "writeKey")), last4: "" },
      },
      createdBy: "Mara",
    },
  });
  const hosts = { JUNCTION_HOST_SEGMENT_US: partner.url };
  const { ctx, system } = worldCtx(db, { workspaceId, secrets, hosts, clock: options.clock });
  return {
    workspaceId,
    connectionId,
    writeKey,
    ctx,
    system,
  };
}

export type SomeEvents = {
  count: number;
  name?: string;
  type?: string;
  /** Time of the first event; each next one is a second later. */
  from: Date;
  /** When they arrived; at their own time unless told. */
  receivedAt?: Date;
  /** JSON text; `{"n": <number>}` unless told. */
  properties?: string;
  anonymous?: boolean;
  /** How many people they are of; 10 unless told. */
  people?: number;
};

/** Writes events of made-up people in one transaction of their own. */
export async function addEvents(db: Db, workspaceId: string, events: SomeEvents): Promise<void> {
  await db.sql(
    `with someone as (
       insert into people (workspace_id, id, user_id, anonymous_id, first_seen, last_seen)
       select $1::uuid, gen_random_uuid(), case when $7::boolean then null else 'user-' || n end, 'anon-' || n, now(), now()
       from generate_series(1, $8::int) n returning id, user_id, anonymous_id
     ), numbered as (select *, row_number() over () as n from someone)
     insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id, user_id,
       anonymous_id, properties)
     select $1::uuid, coalesce($5::timestamptz, $4::timestamptz + make_interval(secs => i)),
       $4::timestamptz + make_interval(secs => i), $3, $2, p.id, gen_random_uuid(), gen_random_uuid()::text, p.user_id,
       p.anonymous_id, coalesce($6::jsonb, jsonb_build_object('n', i))
     from generate_series(0, $9::int - 1) i join numbered p on p.n = 1 + i % $8::int order by i`,
    [
      workspaceId,
      events.name ?? "Product Viewed",
      events.type ?? "track",
      events.from.toISOString(),
      events.receivedAt?.toISOString() ?? null,
      events.properties ?? null,
      events.anonymous ?? false,
      events.people ?? 10,
      events.count,
    ],
  );
}
