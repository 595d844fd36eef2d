import type { Db } from "../db/client.ts";
import type { ChangeCause } from "./membership/change-sql.ts";
import { type SegmentRecord, segmentColumns } from "./segment-store.ts";

/** A segment as a person stands to it. */
export type PersonSegmentRow = SegmentRecord & {
  /** 0: in it, 1: left it, 2: never known to be in it */
  standing: number;
  enteredAt: Date | null;
  leftAt: Date | null;
  /** why they entered or left last; null where that was the first working out */
  cause: ChangeCause | null;
};
export type StandingPosition = { standing: number; id: string };

/** Segments that are not archived: those that a person is in, then those that they left, then the others; newest first. */
export async function segmentsOfPerson(
  db: Db,
  where: { workspaceId: string; personId: string },
  position: StandingPosition | null,
  limit: number,
): Promise<PersonSegmentRow[]> {
  return db.sql<PersonSegmentRow>(
    `with last as (
       select distinct on (c.segment_id) c.segment_id, c.entered, c.at, c.cause from segment_changes c
       where c.workspace_id = $1::uuid and c.person_id = $2::uuid order by c.segment_id, c.at desc, c.seq desc
     ), all_of_them as (
       select ${segmentColumns}, m.entered_at as "enteredAt", l.cause,
         case when m.person_id is null and not l.entered then l.at end as "leftAt",
         case when m.person_id is not null then 0 when l.at is not null then 1 else 2 end as standing
       from segments s
       left join segment_members m on m.workspace_id = s.workspace_id and m.segment_id = s.id and m.person_id = $2::uuid
       left join last l on l.segment_id = s.id
       where s.workspace_id = $1::uuid and s.archived_at is null)
     select * from all_of_them
     where $3::int is null or standing > $3::int or (standing = $3::int and id < $4::uuid)
     order by standing, id desc limit $5::int`,
    [where.workspaceId, where.personId, position?.standing ?? null, position?.id ?? null, limit],
  );
}
