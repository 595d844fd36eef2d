import type { Db } from "../db/client.ts";
import type { JsonObject } from "../kernel/json.ts";

export type KnownPerson = {
  personId: string;
  isNow: string;
  name: string | null;
  user_id: string | null;
  email: string | null;
  phone: string | null;
  anonymous_id: string | null;
  device_id: string | null;
  properties: JsonObject;
};

const columns = `p.id::text as "personId", p.id::text as "isNow", p.name, p.user_id, p.email, p.phone, p.anonymous_id,
  p.device_id, p.properties`;

/** People by their ids, whoever was merged as who they are now. */
export async function knownPeople(db: Db, workspaceId: string, ids: string[]): Promise<KnownPerson[]> {
  return db.sql<KnownPerson>(
    `select ${columns} from people o join people p on p.workspace_id = o.workspace_id and p.id = coalesce(o.merged_into, o.id)
     where o.workspace_id = $1::uuid and o.id = any($2::uuid[])`,
    [workspaceId, ids],
  );
}

/** Somebody who was seen lately: for a preview of what everybody would get. */
export async function someKnownPerson(db: Db, workspaceId: string): Promise<KnownPerson | null> {
  const rows = await db.sql<KnownPerson>(
    `select ${columns} from people p where p.workspace_id = $1::uuid and p.merged_into is null
     order by p.last_seen desc, p.id limit 1`,
    [workspaceId],
  );
  return rows[0] ?? null;
}

/** Properties of the newest event of one of these names, of a person where there is one. */
export async function sampleEvent(
  db: Db,
  workspaceId: string,
  names: string[],
  personId: string | null,
): Promise<JsonObject | null> {
  for (const who of personId ? [personId, null] : [null]) {
    const rows = await db.sql<{ properties: JsonObject }>(
      `select e.properties from events e where e.workspace_id = $1::uuid and e.type = 'track' and e.name = any($2::text[])
         and ($3::uuid is null or e.person_id = $3::uuid)
       order by e.timestamp desc limit 1`,
      [workspaceId, names, who],
    );
    if (rows[0]) {
      return rows[0].properties;
    }
  }
  return null;
}
