import type { Db } from "../../db/client.ts";
import { bookChanges, type ChangeCause } from "./change-sql.ts";

export type MembershipChange = {
  segmentId: string;
  entered: readonly string[];
  left: readonly string[];
  cause: ChangeCause;
  at: Date;
  /** false: they were in it all the time, it is only known from now on */
  noted: boolean;
};

const statement = `with entered as (
    insert into segment_members (workspace_id, segment_id, person_id, entered_at)
    select $1::uuid, $2::uuid, p.id, $5::timestamptz from people p
    where p.workspace_id = $1::uuid and p.id = any($3::uuid[]) and p.merged_into is null order by p.id
    on conflict do nothing returning person_id),
  gone as (
    delete from segment_members m
    where m.workspace_id = $1::uuid and m.segment_id = $2::uuid and m.person_id = any($4::uuid[]) returning m.person_id),
  changes as (
    select $2::uuid as segment_id, c.person_id, c.entered, $7::text as cause, $8::boolean as noted from (
      select person_id, true as entered from entered union all select person_id, false from gone) c),
  ${bookChanges("$5::timestamptz", "$6::text")}
  select entered, "left" from counted`;

/** Writes entering and leaving; who is in it already does not enter again. */
export async function changeMembers(
  db: Db,
  workspaceId: string,
  zone: string,
  { segmentId, entered, left, cause, at, noted }: MembershipChange,
): Promise<{ entered: number; left: number }> {
  const rows = await db.sql<{ entered: number; left: number }>(statement, [
    workspaceId,
    segmentId,
    entered,
    left,
    at.toISOString(),
    zone,
    cause,
    noted,
  ]);
  return rows[0] ?? { entered: 0, left: 0 };
}
