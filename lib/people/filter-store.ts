import type { Sql } from "../db/queryable.ts";
import type { PeopleFilter } from "./filter.ts";
import type { IdentifierKind } from "./schema.ts";

/** Columns by kind: nothing of the caller's ever goes into the text. */
const identityColumns: Record<IdentifierKind, string> = {
  user_id: "p.user_id",
  email: "p.email",
  phone: "p.phone",
  device_id: "p.device_id",
  anonymous_id: "p.anonymous_id",
};

const DAY_MS = 86_400_000;

function conditionOf(
  workspaceId: string,
  filter: PeopleFilter,
  now: Date,
): { where: string; values: unknown[] } {
  const ago = (days: number | undefined) =>
    days === undefined ? null : new Date(now.getTime() - days * DAY_MS).toISOString();
  return {
    where: `p.workspace_id = $1::uuid and p.merged_into is null and ${identityColumns[filter.identifier]} is not null
      and ($2::timestamptz is null or p.last_seen >= $2::timestamptz)
      and ($3::text is null or p.properties->>$3::text = $4::text)
      and ($5::text is null or exists (select 1 from events e where e.workspace_id = $1::uuid and e.person_id = p.id
        and e.name = $5::text and e."timestamp" >= $6::timestamptz))`,
    values: [
      workspaceId,
      ago(filter.seenWithinDays),
      filter.property?.name ?? null,
      filter.property?.value ?? null,
      filter.did?.event ?? null,
      ago(filter.did?.withinDays),
    ],
  };
}

export type FilteredPerson = { id: string; identity: string; name: string | null; lastSeen: Date };

/** People whom a filter means, in the order of their ids after one of them. */
export async function selectFiltered(
  db: Sql,
  workspaceId: string,
  filter: PeopleFilter,
  from: { now: Date; after: string | null },
  limit: number,
): Promise<FilteredPerson[]> {
  const { where, values } = conditionOf(workspaceId, filter, from.now);
  return db.sql<FilteredPerson>(
    `select p.id, ${identityColumns[filter.identifier]} as identity, p.name, p.last_seen as "lastSeen" from people p
     where ${where} and ($7::uuid is null or p.id > $7::uuid) order by p.id limit $8::int`,
    [...values, from.after, limit],
  );
}

/** How many people a filter means, counted up to `cap`. */
export async function countFiltered(
  db: Sql,
  workspaceId: string,
  filter: PeopleFilter,
  now: Date,
  cap: number,
): Promise<number> {
  const { where, values } = conditionOf(workspaceId, filter, now);
  const rows = await db.sql<{ count: number }>(
    `select count(*)::int as count from (select 1 from people p where ${where} limit $7::int) counted`,
    [...values, cap],
  );
  return rows[0]?.count ?? 0;
}
