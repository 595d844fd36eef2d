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
