import type { Sql } from "../../db/queryable.ts";
import type { IdentifierKind } from "../../partners/kit.ts";

/** `identifier`: the kind by which an audience knows people; `identity`: the person's, null where they have none. */
export type KnownBy = { identifier: IdentifierKind; identity: string | null };

/** What people are known by in audiences, by `<audience> <person>`; those of an audience or a person that is gone are missing. */
export async function identitiesIn(
  db: Sql,
  workspaceId: string,
  asked: readonly { personId: string; audienceId: string }[],
): Promise<Map<string, KnownBy>> {
  const rows = await db.sql<KnownBy & { key: string }>(
    `select a.id::text || ' ' || p.id::text as key, a.identifier, nullif(i.identity, '') as identity
     from (select distinct * from unnest($2::uuid[], $3::uuid[])) as g(audience_id, person_id)
     join audiences a on a.workspace_id = $1::uuid and a.id = g.audience_id
     join people p on p.workspace_id = $1::uuid and p.id = g.person_id
     cross join lateral (select case a.identifier when 'user_id' then p.user_id when 'email' then p.email
       when 'phone' then p.phone when 'anonymous_id' then p.anonymous_id when 'device_id' then p.device_id end as identity) i`,
    [workspaceId, asked.map(({ audienceId }) => audienceId), asked.map(({ personId }) => personId)],
  );
  return new Map(rows.map(({ key, identifier, identity }) => [key, { identifier, identity }]));
}
