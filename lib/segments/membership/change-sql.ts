/** Why somebody entered or left. */
export const changeCauses = ["event", "time", "person", "refresh", "definition", "list"] as const;
export type ChangeCause = (typeof changeCauses)[number];

/**
 * CTEs behind one named `changes` of (segment_id, person_id, entered, cause, noted), who was added to segment_members or
 * taken from it: notes them, and counts them on their segments (`counted`: entered, left) and the segments' days. Who is
 * not `noted` (the first working out of a segment) did not enter or leave, they were in it all the time. `$1` is the
 * workspace; `at`, `zone`: texts of SQL.
 */
export function bookChanges(at: string, zone: string): string {
  return `noted as (
    insert into segment_changes (workspace_id, segment_id, person_id, entered, at, cause)
    select $1::uuid, c.segment_id, c.person_id, c.entered, ${at}, c.cause from changes c where c.noted),
  counted as materialized (
    select segment_id, bool_and(noted) as noted, count(*) filter (where entered)::int as entered,
      count(*) filter (where not entered)::int as "left" from changes group by segment_id),
  sized as (
    update segments s set people = s.people + (select c.entered - c."left" from counted c where c.segment_id = s.id)
    where s.workspace_id = $1::uuid and s.id = any(array(select segment_id from counted)) returning s.id, s.people),
  dayed as (
    insert into segment_days as d (workspace_id, segment_id, day, people, entered, "left")
    select $1::uuid, z.id, (${at} at time zone ${zone})::date, z.people,
      case when c.noted then c.entered else 0 end, case when c.noted then c."left" else 0 end
    from sized z join counted c on c.segment_id = z.id
    on conflict (workspace_id, segment_id, day) do update set people = excluded.people,
      entered = d.entered + excluded.entered, "left" = d."left" + excluded."left")`;
}
