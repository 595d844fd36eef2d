import type { Db } from "../db/client.ts";
import type { Identifier, Person, PersonMerge } from "../db/generated/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { JsonObject } from "../kernel/json.ts";

/** How many matches of a search are looked at; they are then ordered by their last sight. */
export const SEARCH_CANDIDATES = 200;

export type { Person };
export type PersonSummary = Omit<Person, "properties" | "changedTx" | "mergedInto" | "workspaceId">;

const columns = `p.id, p.name, p.user_id as "userId", p.email, p.phone, p.anonymous_id as "anonymousId",
  p.device_id as "deviceId", p.first_seen as "firstSeen", p.last_seen as "lastSeen"`;

export type Position = { lastSeen: string; id: string };

/** People by last sight, newest first, after `position`; `limit` of them. */
export async function selectPeople(
  db: Db,
  workspaceId: string,
  position: Position | null,
  limit: number,
): Promise<PersonSummary[]> {
  const { rows } = await db.pool.query<PersonSummary>(
    `select ${columns} from people p
     where p.workspace_id = $1 and p.merged_into is null
       and ($2::timestamptz is null or p.last_seen <= $2)
       and ($2::timestamptz is null or p.last_seen < $2 or p.id > $3::uuid)
     order by p.last_seen desc, p.id limit $4`,
    [workspaceId, position?.lastSeen ?? null, position?.id ?? null, limit],
  );
  return rows;
}

/**
 * People with an identifier or a name that begins with `search`, upper and lower case alike: the first 200 matches of
 * each, in the order of the index, so that the work does not grow with the workspace. What is found by name is not looked
 * up again: in a large workspace these single rows, far from each other, are what a search waits for.
 */
export async function searchPeople(
  db: Db,
  workspaceId: string,
  search: string,
  position: Position | null,
  limit: number,
): Promise<PersonSummary[]> {
  const { rows } = await db.pool.query<PersonSummary>(
    `with known as materialized (
       select distinct person_id from (
         select person_id from identifiers
         where workspace_id = $1 and lower(value) like $2 order by lower(value) using ~<~ limit ${SEARCH_CANDIDATES}) i
     ), named as materialized (
       select ${columns}, p.merged_into from people p
       where workspace_id = $1 and lower(name) like $2 order by lower(name) using ~<~ limit ${SEARCH_CANDIDATES}
     ), found as (
       select ${columns}, p.merged_into from known k join people p on p.workspace_id = $1 and p.id = k.person_id
       where k.person_id not in (select id from named)
       union all
       select * from named)
     select id, name, "userId", email, phone, "anonymousId", "deviceId", "firstSeen", "lastSeen" from found
     where merged_into is null
       and ($3::timestamptz is null or "lastSeen" < $3 or ("lastSeen" = $3 and id > $4::uuid))
     order by "lastSeen" desc, id limit $5`,
    [
      workspaceId,
      `${likeLiteral(search.toLowerCase())}%`,
      position?.lastSeen ?? null,
      position?.id ?? null,
      limit,
    ],
  );
  return rows;
}

export async function selectPerson(db: Db, workspaceId: string, id: string): Promise<Person | null> {
  return db.prisma.person.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
}

export async function selectIdentifiers(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<Identifier[]> {
  return db.prisma.identifier.findMany({
    where: { workspaceId, personId },
    orderBy: [{ createdAt: "asc" }, { kind: "asc" }, { value: "asc" }],
    take: 1_000,
  });
}

export async function selectMerges(db: Db, workspaceId: string, intoId: string): Promise<PersonMerge[]> {
  return db.prisma.personMerge.findMany({
    where: { workspaceId, intoId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
  });
}

export type TimelineRow = {
  tx: string;
  seq: string;
  timestamp: Date;
  receivedAt: Date;
  type: string;
  name: string;
  messageId: string;
  userId: string | null;
  anonymousId: string | null;
  sourceId: string;
  properties: JsonObject;
  context: JsonObject;
};

/** A person's events, newest first, after `position`; of one name where told. */
export async function selectTimeline(
  db: Db,
  where: { workspaceId: string; personId: string; name: string | undefined },
  position: { timestamp: string; seq: string } | null,
  limit: number,
): Promise<TimelineRow[]> {
  const { rows } = await db.pool.query<TimelineRow>(
    `select tx::text, seq::text, "timestamp", received_at as "receivedAt", type, name, message_id as "messageId",
       user_id as "userId", anonymous_id as "anonymousId", source_id as "sourceId", properties, context
     from events
     where workspace_id = $1 and person_id = $2 and ($3::text is null or name = $3)
       and ($4::timestamptz is null or "timestamp" <= $4)
       and ($4::timestamptz is null or "timestamp" < $4 or seq < $5::bigint)
     order by "timestamp" desc, seq desc limit $6`,
    [
      where.workspaceId,
      where.personId,
      where.name ?? null,
      position?.timestamp ?? null,
      position?.seq ?? null,
      limit,
    ],
  );
  return rows;
}
