import type { Querying } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";

/** Enough for every use of a search; a text that so many identifiers begin with finds nobody in particular. */
const FOUND = 200;

/**
 * People with an identifier that begins with `text` (upper and lower case alike) and the person of that id, first those of
 * the index on identifiers: at most 200.
 */
export async function peopleLike(connection: Querying, workspaceId: string, text: string): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `select person_id as id from (select distinct person_id from (
        select person_id from identifiers where workspace_id = $1::uuid and lower(value) like $2
        order by lower(value) using ~<~ limit ${FOUND}) found) people
     union select coalesce(merged_into, id) from people where workspace_id = $1::uuid and id = $3::uuid`,
    [
      workspaceId,
      `${likeLiteral(text.toLowerCase())}%`,
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null,
    ],
  );
  return rows.map((row) => row.id);
}

/** These people and all profiles that were merged into them, whichever way round and however long ago. */
export async function withMerged(
  connection: Querying,
  workspaceId: string,
  personIds: string[],
): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `with recursive profiles as (
       select unnest($2::uuid[]) as id
       union
       select m.from_id from profiles p join person_merges m on m.workspace_id = $1::uuid and m.into_id = p.id
     ) select id from profiles`,
    [workspaceId, personIds],
  );
  return rows.map((row) => row.id);
}

/** The strongest identifier of each of these profiles; of a merged one, that of the person it became. */
export async function identifiersOf(
  connection: Querying,
  workspaceId: string,
  personIds: string[],
): Promise<{ id: string; identifier: string | null }[]> {
  const { rows } = await connection.query<{ id: string; identifier: string | null }>(
    `select p.id, coalesce(k.user_id, k.email, k.phone, k.device_id, k.anonymous_id) as identifier
     from people p join people k on k.workspace_id = $1::uuid and k.id = coalesce(p.merged_into, p.id)
     where p.workspace_id = $1::uuid and p.id = any($2::uuid[])`,
    [workspaceId, personIds],
  );
  return rows;
}

/** These people, each with the person that it is or has become; unknown ids are left out. */
export async function livingOf(
  connection: Querying,
  workspaceId: string,
  personIds: string[],
): Promise<{ id: string; living: string }[]> {
  const { rows } = await connection.query<{ id: string; living: string }>(
    `select p.id, coalesce(p.merged_into, p.id) as living from people p
     where p.workspace_id = $1::uuid and p.id = any($2::uuid[])`,
    [workspaceId, personIds],
  );
  return rows;
}
