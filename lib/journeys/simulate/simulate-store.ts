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
