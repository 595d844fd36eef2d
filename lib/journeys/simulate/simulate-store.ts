import type { Db } from "../../db/client.ts";
import { personZone } from "../../people/person-zone.ts";

/** The time zone that is known of a person, as their device or their profile says it. */
export async function zoneOfPerson(db: Db, workspaceId: string, personId: string): Promise<string | null> {
  const [found] = await db.sql<{ zone: string | null }>(
    `select ${personZone} as zone from people p where p.workspace_id = $1::uuid and p.id = $2::uuid`,
    [workspaceId, personId],
  );
  return found?.zone ?? null;
}

/** What audiences are called, by their ids; those that are gone are missing. */
export async function audienceNames(
  db: Db,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, string>> {
  const rows =
    ids.length === 0
      ? []
      : await db.sql<{ id: string; name: string }>(
          "select id::text, name from audiences where workspace_id = $1::uuid and id = any($2::uuid[])",
          [workspaceId, ids],
        );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
