import type { Db } from "../db/client.ts";
import type { NamedPerson } from "./looking-schema.ts";
import { personNames } from "./member-list-store.ts";
import type { ChangeCause } from "./membership/change-sql.ts";
import { sqlValues } from "./sql/sql-values.ts";

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
  const values = sqlValues([where.workspaceId, where.segmentId]);
  const asked: string[] = [];
  if (where.entered !== null) {
    asked.push(`c.entered = ${values.add(where.entered, "boolean")}`);
  }
  if (where.from) {
    asked.push(`c.at >= ${values.add(where.from.toISOString(), "timestamptz")}`);
  }
  if (where.to) {
    asked.push(`c.at < ${values.add(where.to.toISOString(), "timestamptz")}`);
  }
  if (position) {
    const at = values.add(position.at, "timestamptz");
    asked.push(`c.at <= ${at} and (c.at < ${at} or c.seq < ${values.add(position.seq, "bigint")})`);
  }
  return db.sql<ListedChange>(
    `select ${personNames}, c.seq::text, c.entered, c.at, c.cause from segment_changes c
     join people p on p.workspace_id = c.workspace_id and p.id = c.person_id
     where ${["c.workspace_id = $1::uuid", "c.segment_id = $2::uuid", ...asked].join(" and ")}
     order by c.at desc, c.seq desc limit ${values.add(limit, "int")}`,
    values.all,
  );
}
