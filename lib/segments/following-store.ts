import type { Sql } from "../db/queryable.ts";
import type { IdentifierKind } from "../people/schema.ts";

/** Somebody in a segment, or who was, with what they are known by. */
export type Followed = {
  personId: string;
  isMember: boolean;
  user_id: string | null;
  email: string | null;
  phone: string | null;
  anonymous_id: string | null;
  device_id: string | null;
  /** further values of the identifier that was asked for, which they may have been known by before */
  former: string[];
};

const known = "p.user_id, p.email, p.phone, p.anonymous_id, p.device_id";

/** Members in the order of their ids, after one of them. */
export async function membersAfter(
  db: Sql,
  of: { workspaceId: string; segmentId: string },
  after: string | null,
  limit: number,
): Promise<Followed[]> {
  return db.sql<Followed>(
    `select m.person_id as "personId", true as "isMember", ${known}, '{}'::text[] as former from segment_members m
     join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
     where m.workspace_id = $1::uuid and m.segment_id = $2::uuid and ($3::uuid is null or m.person_id > $3::uuid)
     order by m.person_id limit $4::int`,
    [of.workspaceId, of.segmentId, after, limit],
  );
}

/** Up to where changes of members are complete: the end of a window from `fromTx` with some `limit` of them. */
export async function changesEnd(
  db: Sql,
  of: { workspaceId: string; segmentId: string },
  fromTx: string,
  limit: number,
): Promise<string> {
  const rows = await db.sql<{ end: string }>(
    `with edge as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as tx),
       cut as (select c.tx from segment_changes c, edge where c.workspace_id = $1::uuid and c.segment_id = $2::uuid
         and c.tx >= $3::bigint and c.tx < edge.tx order by c.tx, c.seq offset $4::int limit 1)
     select coalesce((select greatest(tx, $3::bigint + 1) from cut), greatest(edge.tx, $3::bigint))::text as end from edge`,
    [of.workspaceId, of.segmentId, fromTx, limit],
  );
  return rows[0]?.end ?? fromTx;
}

/**
 * Each once, who entered, left, or is a member who came to be known differently in a window, and whether they are in it now;
 * instead of whoever merged into somebody, that one. With what else of `identifier` they are or were known by.
 */
export async function changedBetween(
  db: Sql,
  of: { workspaceId: string; segmentId: string },
  window: { fromTx: string; toTx: string },
  identifier: IdentifierKind,
): Promise<Followed[]> {
  return db.sql<Followed>(
    `with touched as (
       select c.person_id from segment_changes c where c.workspace_id = $1::uuid and c.segment_id = $2::uuid
         and c.tx >= $3::bigint and c.tx < $4::bigint
       union
       select m.person_id from people p join segment_members m on m.workspace_id = p.workspace_id
         and m.segment_id = $2::uuid and m.person_id = p.id
       where p.workspace_id = $1::uuid and p.changed_tx >= $3::bigint and p.changed_tx < $4::bigint),
     living as (
       select distinct coalesce(o.merged_into, o.id) as id from touched t
       join people o on o.workspace_id = $1::uuid and o.id = t.person_id)
     select t.id as "personId", m.person_id is not null as "isMember", ${known},
       array(select i.value from identifiers i where i.workspace_id = $1::uuid and i.person_id = p.id and i.kind = $5
         and i.value is distinct from p.${identifier}) as former
     from living t join people p on p.workspace_id = $1::uuid and p.id = t.id
     left join segment_members m on m.workspace_id = $1::uuid and m.segment_id = $2::uuid and m.person_id = t.id
     order by t.id`,
    [of.workspaceId, of.segmentId, window.fromTx, window.toTx, identifier],
  );
}
