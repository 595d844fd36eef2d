import type { Db } from "../db/client.ts";

export type MembershipRow = {
  audienceId: string;
  audienceName: string;
  origin: string;
  kind: string;
  identity: string;
  present: boolean;
  joinedAt: Date;
  deletedAt: Date | null;
};

export type AudienceStretch = { workspaceId: string; before: string | null; length: number };

const older = "workspace_id = $1::uuid and ($2::uuid is null or id < $2::uuid) order by id desc";

/** The last one of a stretch of audiences, newest first; null when the stretch goes to the end. */
export async function endOfStretch(db: Db, of: AudienceStretch): Promise<string | null> {
  const rows = await db.sql<{ id: string }>(
    `select id from audiences where ${older} offset $3::int limit 2`,
    [of.workspaceId, of.before, of.length - 1],
  );
  return rows.length === 2 ? (rows[0]?.id ?? null) : null;
}

const columns = "m.identity, m.present, m.joined_at, m.upserted_at, m.deleted_at";
const inside = "m.workspace_id = $1::uuid and m.audience_id = a.id";

/**
 * Users of a stretch of audiences, newest first, who have or had one of these identifiers as their identity. Each audience
 * is probed by its own index: one over all would make every upsert pay for what a single page asks.
 */
export async function membershipsIn(
  db: Db,
  of: AudienceStretch,
  identifiers: { kind: string; value: string }[],
): Promise<MembershipRow[]> {
  return db.sql<MembershipRow>(
    // Where identities are user ids, senders give the e-mail of who has none. A person's e-mails are in lower case.
    `with a as materialized (select id, name, origin, identifier from audiences where ${older} limit $3::int)
     select a.id as "audienceId", a.name as "audienceName", a.origin, k.kind, m.identity, m.present,
       m.joined_at as "joinedAt", m.deleted_at as "deletedAt"
     from a
     cross join unnest(case a.identifier when 'user_id' then '{user_id,email}' else array[a.identifier] end) as wanted(kind)
     join unnest($4::text[], $5::text[]) as k(kind, value) on k.kind = wanted.kind
     cross join lateral (
       (select ${columns} from audience_members m where ${inside} and k.kind <> 'email' and m.identity = k.value limit 1)
       union all
       (select ${columns} from audience_members m where ${inside} and k.kind = 'email' and lower(m.identity) = k.value
        order by m.identity limit 5)) m
     where m.present or m.upserted_at is not null
     order by a.id desc, m.identity`,
    [
      of.workspaceId,
      of.before,
      of.length,
      identifiers.map(({ kind }) => kind),
      identifiers.map(({ value }) => value),
    ],
  );
}
