import type { Sql } from "../db/queryable.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { MemberState } from "./member-state.ts";

export type MemberKey = { audienceId: string; identity: string };
export type MemberRow = MemberKey & { state: MemberState; joinedAt: Date };

/** Locks audiences against other writers of their members, in one order. Only these exist in the workspace. */
export async function lockAudiences(db: Sql, workspaceId: string, ids: string[]): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }>(
    // The planner is kept from sorting for the rest of the transaction: see `membersByKey`.
    `select id, set_config('enable_sort', 'off', true) from audiences
     where workspace_id = $1::uuid and id = any($2::uuid[]) order by id for no key update`,
    [workspaceId, ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** What is kept of these users, gone ones included; not of those who never were there. */
export async function membersByKey(db: Sql, workspaceId: string, keys: MemberKey[]): Promise<MemberRow[]> {
  const rows = await db.sql<{
    audience_id: string;
    identity: string;
    present: boolean;
    properties: JsonObject;
    stamps: Record<string, number>;
    upserted_at: Date | null;
    deleted_at: Date | null;
    joined_at: Date;
  }>(
    // "The first from this identity on": where nothing may be sorted, only the primary key gives that order, so that it is
    // one probe for each. Of a young table the planner believes that reading all of an audience costs no more.
    `select m.audience_id, m.identity, m.present, m.properties, m.stamps, m.upserted_at, m.deleted_at, m.joined_at
     from unnest($2::uuid[], $3::text[]) as k(audience_id, identity)
     cross join lateral (select * from audience_members m where m.workspace_id = $1::uuid
       and m.audience_id = k.audience_id and m.identity >= k.identity order by m.identity limit 1) m
     where m.identity = k.identity`,
    [workspaceId, keys.map((key) => key.audienceId), keys.map((key) => key.identity)],
  );
  return rows.map((row) => ({
    audienceId: row.audience_id,
    identity: row.identity,
    joinedAt: row.joined_at,
    state: {
      present: row.present,
      properties: row.properties,
      stamps: row.stamps,
      upsertedMs: row.upserted_at?.getTime() ?? null,
      deletedMs: row.deleted_at?.getTime() ?? null,
    },
  }));
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Writes states. What a partner could see of a change gets the running transaction as its place in what is sent on. */
export async function writeMembers(db: Sql, workspaceId: string, members: MemberRow[]): Promise<void> {
  await db.sql(
    `insert into audience_members as m (workspace_id, audience_id, identity, present, properties, stamps, upserted_at,
       deleted_at, joined_at)
     select $1::uuid, audience_id, identity, present, properties::jsonb, stamps::jsonb, upserted_at, deleted_at, joined_at
     from unnest($2::uuid[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
       $9::timestamptz[])
       as g(audience_id, identity, present, properties, stamps, upserted_at, deleted_at, joined_at)
     on conflict (workspace_id, audience_id, identity) do update set present = excluded.present,
       properties = excluded.properties, stamps = excluded.stamps, upserted_at = excluded.upserted_at,
       deleted_at = excluded.deleted_at, joined_at = excluded.joined_at,
       changed_tx = case when m.present is distinct from excluded.present or m.properties is distinct from excluded.properties
         then excluded.changed_tx else m.changed_tx end`,
    [
      workspaceId,
      members.map((member) => member.audienceId),
      members.map((member) => member.identity),
      members.map((member) => member.state.present),
      members.map((member) => JSON.stringify(member.state.properties)),
      members.map((member) => JSON.stringify(member.state.stamps)),
      members.map((member) => iso(member.state.upsertedMs)),
      members.map((member) => iso(member.state.deletedMs)),
      members.map((member) => member.joinedAt.toISOString()),
    ],
  );
}

export type SizeChange = { audienceId: string; joined: number; left: number };

/** Adds to the sizes of audiences and to the hour's row of each. */
export async function addToSizes(
  db: Sql,
  workspaceId: string,
  changes: SizeChange[],
  now: Date,
): Promise<void> {
  await db.sql(
    `with given as (
       select * from unnest($2::uuid[], $3::int[], $4::int[]) as g(audience_id, joined, gone)
     ), sized as (
       update audiences a set size = a.size + g.joined - g.gone, changed_at = $5::timestamptz
       from given g where a.workspace_id = $1::uuid and a.id = g.audience_id
       returning a.id, a.size, g.joined, g.gone
     )
     insert into audience_sizes as s (workspace_id, audience_id, hour, size, joined, "left")
     select $1::uuid, id, date_trunc('hour', $5::timestamptz), size, joined, gone from sized
     on conflict (workspace_id, audience_id, hour) do update set size = excluded.size, joined = s.joined + excluded.joined,
       "left" = s."left" + excluded."left"`,
    [
      workspaceId,
      changes.map((change) => change.audienceId),
      changes.map((change) => change.joined),
      changes.map((change) => change.left),
      now.toISOString(),
    ],
  );
}
