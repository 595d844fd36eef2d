import type { Queryable } from "../db/queryable.ts";

/**
 * Puts one person in place of another in every list that has the other: lists are never worked out again. Their change log,
 * sizes and days are written as for any member (lib/segments/membership/change-sql.ts, which stands above this folder).
 */
export async function moveLists(
  client: Queryable,
  workspaceId: string,
  { fromId, intoId, at }: { fromId: string; intoId: string; at: Date },
): Promise<void> {
  await client.query(
    `with gone as (
       delete from segment_members m using segments s where m.workspace_id = $1::uuid and m.person_id = $2::uuid
         and s.workspace_id = $1::uuid and s.id = m.segment_id and s.kind = 'list' returning m.segment_id, m.entered_at),
     come as (
       insert into segment_members (workspace_id, segment_id, person_id, entered_at)
       select $1::uuid, segment_id, $3::uuid, entered_at from gone order by segment_id on conflict do nothing
       returning segment_id),
     noted as (
       insert into segment_changes (workspace_id, segment_id, person_id, entered, at, cause)
       select $1::uuid, c.segment_id, c.person_id, c.entered, $4::timestamptz, 'list' from (
         select segment_id, $2::uuid as person_id, false as entered from gone
         union all select segment_id, $3::uuid, true from come) c order by c.segment_id, c.entered),
     sized as (
       update segments s set people = s.people - case when c.segment_id is null then 1 else 0 end
       from gone g left join come c on c.segment_id = g.segment_id
       where s.workspace_id = $1::uuid and s.id = g.segment_id returning s.id, s.people, c.segment_id is not null as came)
     insert into segment_days as d (workspace_id, segment_id, day, people, entered, "left")
     select $1::uuid, z.id, ($4::timestamptz at time zone w.time_zone)::date, z.people, z.came::int, 1
     from sized z join workspaces w on w.id = $1::uuid order by z.id
     on conflict (workspace_id, segment_id, day) do update set people = excluded.people,
       entered = d.entered + excluded.entered, "left" = d."left" + 1`,
    [workspaceId, fromId, intoId, at],
  );
}
