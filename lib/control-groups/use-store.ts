import type { Db } from "../db/client.ts";

/** Campaigns of which something may still be sent and that hold a custom group back. The system group may go at any time. */
export async function campaignsThatHoldBack(
  db: Db,
  workspaceId: string,
  groupId: string,
): Promise<{ id: string; name: string }[]> {
  return db.sql<{ id: string; name: string }>(
    `select c.id::text as id, c.name from campaigns c join campaign_versions v on v.workspace_id = c.workspace_id
       and v.campaign_id = c.id and v.version = c.published_version
     where c.workspace_id = $1::uuid and c.status in ('SCHEDULED', 'RUNNING', 'AWAITING_NEXT_RUN', 'HELD')
       and v.document #> '{who,controlGroups,custom}' ? $2::text
     order by c.name, c.id limit 100`,
    [workspaceId, groupId],
  );
}

/** Journeys that people may enter and that keep a custom group out. */
export async function journeysThatHoldBack(
  db: Db,
  workspaceId: string,
  groupId: string,
): Promise<{ id: string; name: string }[]> {
  return db.sql<{ id: string; name: string }>(
    `select j.id::text as id, j.name from journeys j join journey_versions v on v.workspace_id = j.workspace_id
       and v.journey_id = j.id and v.number = j.version
     where j.workspace_id = $1::uuid and j.status in ('SCHEDULED', 'RUNNING', 'PAUSED')
       and v.document #> '{settings,controlGroups,custom}' ? $2::text
     order by j.name, j.id limit 100`,
    [workspaceId, groupId],
  );
}
