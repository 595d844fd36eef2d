import type { Db } from "../db/client.ts";
import type { NamedPerson } from "./looking-schema.ts";
import { personNames } from "./member-list-store.ts";
import type { ChangeCause } from "./membership/change-sql.ts";

export type ListedChange = NamedPerson & { seq: string; entered: boolean; at: Date; cause: ChangeCause };

/** Who entered and left a segment, newest first, after `position`; `from` and `to` bound the time. */
export async function selectChanges(
  db: Db,
  where: {
    workspaceId: string;
    segmentId: string;
    entered: boolean | null;
    from: Date | null;
    to: Date | null;
  },
  position: { at: string; seq: string } | null,
  limit: number,
): Promise<ListedChange[]> {
  return db.sql<ListedChange>(
    `select ${personNames}, c.seq::text, c.entered, c.at, c.cause from segment_changes c
     join people p on p.workspace_id = c.workspace_id and p.id = c.person_id
     where c.workspace_id = $1::uuid and c.segment_id = $2::uuid
       and ($3::boolean is null or c.entered = $3::boolean)
       and ($4::timestamptz is null or c.at >= $4::timestamptz)
       and ($5::timestamptz is null or c.at < $5::timestamptz)
       and ($6::timestamptz is null or c.at <= $6::timestamptz)
       and ($6::timestamptz is null or c.at < $6::timestamptz or c.seq < $7::bigint)
     order by c.at desc, c.seq desc limit $8::int`,
    [
      where.workspaceId,
      where.segmentId,
      where.entered,
      where.from?.toISOString() ?? null,
      where.to?.toISOString() ?? null,
      position?.at ?? null,
      position?.seq ?? null,
      limit,
    ],
  );
}
