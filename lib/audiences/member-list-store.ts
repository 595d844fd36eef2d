import type { Db } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { JsonObject } from "../kernel/json.ts";

export type ListedMember = {
  identity: string;
  properties: JsonObject;
  joinedAt: Date;
  upsertedAt: Date | null;
};
/** `key` is how a search is ordered: the identity in lower case. */
export type FoundMember = ListedMember & { key: string };

const columns = `identity, properties, joined_at as "joinedAt", upserted_at as "upsertedAt"`;
const inside = "workspace_id = $1::uuid and audience_id = $2::uuid and present";

/** Users who are in the audience, who joined last first, after `after`. */
export async function selectMembers(
  db: Db,
  where: { workspaceId: string; audienceId: string },
  after: { joinedAt: string; identity: string } | null,
  limit: number,
): Promise<ListedMember[]> {
  return db.sql<ListedMember>(
    `select ${columns} from audience_members where ${inside}
       and ($3::timestamptz is null or joined_at <= $3::timestamptz)
       and ($3::timestamptz is null or joined_at < $3::timestamptz or identity > $4::text)
     order by joined_at desc, identity limit $5::int`,
    [where.workspaceId, where.audienceId, after?.joinedAt ?? null, after?.identity ?? null, limit],
  );
}

/** Users whose identity begins with `search`, upper and lower case alike, in the order of its index. */
export async function searchMembers(
  db: Db,
  where: { workspaceId: string; audienceId: string; search: string },
  after: { key: string; identity: string } | null,
  limit: number,
): Promise<FoundMember[]> {
  return db.sql<FoundMember>(
    `select ${columns}, lower(identity) as key from audience_members where ${inside}
       and lower(identity) like $3::text
       and ($4::text is null or lower(identity) ~>=~ $4::text)
       and ($4::text is null or lower(identity) ~>~ $4::text or identity > $5::text)
     order by lower(identity) using ~<~, identity limit $6::int`,
    [
      where.workspaceId,
      where.audienceId,
      `${likeLiteral(where.search.toLowerCase())}%`,
      after?.key ?? null,
      after?.identity ?? null,
      limit,
    ],
  );
}

/** Users in the order of their identities, after one of them; for going through all. */
export async function membersInOrder(
  db: Db,
  where: { workspaceId: string; audienceId: string },
  after: string | null,
  limit: number,
): Promise<ListedMember[]> {
  return db.sql<ListedMember>(
    `select ${columns} from audience_members where ${inside} and ($3::text is null or identity > $3::text)
     order by identity limit $4::int`,
    [where.workspaceId, where.audienceId, after, limit],
  );
}

/** Names of properties that users of the audience have, at most `limit`, in alphabetical order. */
export async function propertyNames(
  db: Db,
  where: { workspaceId: string; audienceId: string },
  limit: number,
): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(
    `select distinct k.name from audience_members, jsonb_object_keys(properties) as k(name) where ${inside}
     order by k.name limit $3::int`,
    [where.workspaceId, where.audienceId, limit],
  );
  return rows.map((row) => row.name);
}
