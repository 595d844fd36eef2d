import type { Db } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { NamedPerson } from "./looking-schema.ts";
import { type SqlValues, sqlValues } from "./sql/sql-values.ts";

export type ListedMember = NamedPerson & { enteredAt: Date };
export type MemberPosition = { enteredAt: string; id: string };

/** What somebody may be called, of a row `p` of people. */
export const personNames = `p.id, p.name, p.user_id as "userId", p.email, p.phone, p.anonymous_id as "anonymousId",
  p.device_id as "deviceId"`;

/** How many matches of a search are looked at by name, and as many by identifier. */
const SEARCH_CANDIDATES = 200;

const people = "join people p on p.workspace_id = m.workspace_id and p.id = m.person_id";

/** What comes after a position; said only where there is one, so that no plan forgets the index. */
function after(position: MemberPosition | null, values: SqlValues): string {
  if (!position) {
    return "";
  }
  const at = values.add(position.enteredAt, "timestamptz");
  const id = values.add(position.id, "uuid");
  return `and m.entered_at <= ${at} and (m.entered_at < ${at} or m.person_id > ${id})`;
}

/** Members of a segment, who entered last first, after `position`. */
export async function selectMembers(
  db: Db,
  where: { workspaceId: string; segmentId: string },
  position: MemberPosition | null,
  limit: number,
): Promise<ListedMember[]> {
  const values = sqlValues([where.workspaceId, where.segmentId]);
  return db.sql<ListedMember>(
    `select ${personNames}, m.entered_at as "enteredAt" from segment_members m ${people}
     where m.workspace_id = $1::uuid and m.segment_id = $2::uuid ${after(position, values)}
     order by m.entered_at desc, m.person_id limit ${values.add(limit, "int")}`,
    values.all,
  );
}

/**
 * Members with a name or an identifier that begins with `search`, upper and lower case alike: the first 200 of each in the
 * order of the index, then as above.
 */
export async function searchMembers(
  db: Db,
  where: { workspaceId: string; segmentId: string; search: string },
  position: MemberPosition | null,
  limit: number,
): Promise<ListedMember[]> {
  const values = sqlValues([where.workspaceId, where.segmentId]);
  const beginning = values.add(`${likeLiteral(where.search.toLowerCase())}%`, "text");
  const isMember = (person: string) => `exists (select 1 from segment_members x
    where x.workspace_id = $1::uuid and x.segment_id = $2::uuid and x.person_id = ${person})`;
  return db.sql<ListedMember>(
    `with found as materialized (
       (select i.person_id from identifiers i
        where i.workspace_id = $1::uuid and lower(i.value) like ${beginning} and ${isMember("i.person_id")}
        order by lower(i.value) using ~<~ limit ${SEARCH_CANDIDATES})
       union
       (select n.id from people n
        where n.workspace_id = $1::uuid and lower(n.name) like ${beginning} and ${isMember("n.id")}
        order by lower(n.name) using ~<~ limit ${SEARCH_CANDIDATES}))
     select ${personNames}, m.entered_at as "enteredAt"
     from found f join segment_members m on m.workspace_id = $1::uuid and m.segment_id = $2::uuid
       and m.person_id = f.person_id ${people}
     where true ${after(position, values)} order by m.entered_at desc, m.person_id
     limit ${values.add(limit, "int")}`,
    values.all,
  );
}
