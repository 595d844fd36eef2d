import type { Db } from "../db/client.ts";

export type HeldCampaign = {
  id: string;
  name: string;
  reason: string | null;
  /** whoever made it, where they are a user who is still a member */
  email: string | null;
};

/** The campaign of a run that is held at this moment; null: it no longer is. */
export async function heldCampaign(db: Db, workspaceId: string, runId: string): Promise<HeldCampaign | null> {
  const rows = await db.sql<HeldCampaign>(
    `select c.id::text as id, c.name, r.reason, u.email from campaign_runs r
     join campaigns c on c.workspace_id = r.workspace_id and c.id = r.campaign_id
     left join memberships m on m.workspace_id = c.workspace_id and m.user_id::text = c.created_by_id
     left join users u on u.id = m.user_id
     where r.workspace_id = $1::uuid and r.id = $2::uuid and r.status = 'HELD'`,
    [workspaceId, runId],
  );
  return rows[0] ?? null;
}
