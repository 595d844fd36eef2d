import { z } from "zod";
import { tokenHash } from "../access/secret-box.ts";
import type { Sql } from "../db/queryable.ts";
import type { DeviceToken } from "./device-token.ts";
import { deviceTokenKinds } from "./device-token-kinds.ts";

const webPushKeys = z.object({ p256dh: z.string(), auth: z.string() });

/** More than that somebody does not have; a browser that subscribes anew at each visit would. */
const MOST_OF_ONE = 20;

type Row = { personId: string; kind: DeviceToken["kind"]; token: string; keys: unknown };

function tokenOf({ kind, token, keys }: Row): DeviceToken {
  return kind === "web" ? { kind, token, keys: webPushKeys.parse(keys) } : { kind, token };
}

/** Where push messages reach these people, of each the devices used last first; whoever has none is not in it. */
export async function selectTokens(
  db: Sql,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, DeviceToken[]>> {
  const rows = await db.sql<Row>(
    `select t.* from unnest($2::uuid[]) as g(id) cross join lateral (
       select d.person_id as "personId", d.kind, d.token, d.keys from device_tokens d
       where d.workspace_id = $1::uuid and d.person_id = g.id and d.retired_at is null
       order by d.seen_at desc, d.kind, d.hash limit ${MOST_OF_ONE}) t`,
    [workspaceId, personIds],
  );
  const found = new Map<string, DeviceToken[]>();
  for (const row of rows) {
    const tokens = found.get(row.personId);
    if (tokens) {
      tokens.push(tokenOf(row));
    } else {
      found.set(row.personId, [tokenOf(row)]);
    }
  }
  return found;
}

export type RetiredToken = Pick<DeviceToken, "kind" | "token"> & { reason: string };

/** Retires those that a device has not been seen with since, and tells the segments of it. Answers how many. */
export async function retireSeenBefore(
  db: Sql,
  workspaceId: string,
  tokens: readonly RetiredToken[],
  at: Date,
): Promise<number> {
  const given = [...new Map(tokens.map((each) => [`${each.kind} ${tokenHash(each.token)}`, each]))].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  const rows = await db.sql<{ count: number }>(
    `with given as (
       select * from unnest($2::text[], $3::text[], $4::text[]) as g(kind, hash, reason)
     ), held as materialized (
       select d.kind, d.hash, g.reason from given g join device_tokens d
         on d.workspace_id = $1::uuid and d.kind = g.kind and d.hash = g.hash
       where d.retired_at is null and d.seen_at <= $5::timestamptz
       order by d.kind, d.hash for update of d
     ), gone as (
       update device_tokens d set retired_at = $5::timestamptz, retired_reason = h.reason from held h
       where d.workspace_id = $1::uuid and d.kind = h.kind and d.hash = h.hash returning d.person_id
     ), touched as (
       insert into person_touches (workspace_id, person_id, what)
       select distinct $1::uuid, person_id, 'tokens' from gone
     )
     select count(*)::int as count from gone`,
    [
      workspaceId,
      given.map(([, { kind }]) => kind),
      given.map(([, { token }]) => tokenHash(token)),
      given.map(([, { reason }]) => reason.slice(0, 500)),
      at,
    ],
  );
  return rows[0]?.count ?? 0;
}

export type DeviceRow = {
  kind: DeviceToken["kind"];
  hash: string;
  token: string;
  createdAt: Date;
  seenAt: Date;
  retiredAt: Date | null;
  retiredReason: string | null;
};

/** A person's devices, those that messages are sent to first. */
export async function selectDevices(db: Sql, workspaceId: string, personId: string): Promise<DeviceRow[]> {
  const rows = await db.sql<DeviceRow>(
    `select kind, hash, token, created_at as "createdAt", seen_at as "seenAt", retired_at as "retiredAt",
       retired_reason as "retiredReason"
     from device_tokens where workspace_id = $1::uuid and person_id = $2::uuid
     order by retired_at is not null, seen_at desc, kind, hash limit 200`,
    [workspaceId, personId],
  );
  return rows.map((row) => ({ ...row, kind: z.enum(deviceTokenKinds).parse(row.kind) }));
}
