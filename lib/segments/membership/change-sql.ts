/** Why somebody entered or left. */
export const changeCauses = ["event", "time", "person", "refresh", "definition", "list"] as const;
export type ChangeCause = (typeof changeCauses)[number];

/**
 * The rest of a statement whose CTEs `entered` and `gone` are the person ids that were added to and taken from
 * segment_members: notes them, and counts them on the segment and its day. All arguments are texts of SQL; where `noted`
 * is false (the first working out of a segment) nobody entered or left, they were in it all the time.
 */
export function bookChanges(sql: {
  workspace: string;
  segment: string;
  at: string;
  zone: string;
  cause: string;
  noted: string;
}): string {
  const { workspace, segment, at, zone, cause, noted } = sql;
  return `noted as (
      insert into segment_changes (workspace_id, segment_id, person_id, entered, at, cause)
      select ${workspace}, ${segment}, c.person_id, c.entered, ${at}, ${cause} from (
        select person_id, true as entered from entered union all select person_id, false from gone) c
      where ${noted}),
    counted as (select (select count(*)::int from entered) as entered, (select count(*)::int from gone) as "left"),
    sized as (
      update segments s set people = s.people + c.entered - c."left" from counted c
      where s.workspace_id = ${workspace} and s.id = ${segment} and c.entered + c."left" > 0
      returning s.people, case when ${noted} then c.entered else 0 end as entered,
        case when ${noted} then c."left" else 0 end as "left"),
    dayed as (
      insert into segment_days as d (workspace_id, segment_id, day, people, entered, "left")
      select ${workspace}, ${segment}, (${at} at time zone ${zone})::date, z.people, z.entered, z."left" from sized z
      on conflict (workspace_id, segment_id, day) do update set people = excluded.people,
        entered = d.entered + excluded.entered, "left" = d."left" + excluded."left")
    select entered, "left" from counted`;
}
