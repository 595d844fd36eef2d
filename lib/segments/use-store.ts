import type { Db } from "../db/client.ts";

export type UseRow = { id: string; name: string; waits?: boolean };

/** The path of a segment's id in a document, wherever it stands. */
const naming = (id: string): string => `$.**.segmentId ? (@ == ${JSON.stringify(id)})`;

/** Audiences whose definition names the segment, wherever it does. */
export async function audiencesThatUse(db: Db, workspaceId: string, id: string): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select a.id, a.name from audiences a where a.workspace_id = $1::uuid and a.definition @? $2::jsonpath
     order by a.name, a.id limit 100`,
    [workspaceId, naming(id)],
  );
}

/** Campaigns of which something may still be sent and whose document names the segment, wherever it does. */
export async function campaignsThatUse(db: Db, workspaceId: string, id: string): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select c.id::text as id, c.name from campaigns c join campaign_versions v on v.workspace_id = c.workspace_id
       and v.campaign_id = c.id and v.version = c.published_version
     where c.workspace_id = $1::uuid and c.status in ('SCHEDULED', 'RUNNING', 'AWAITING_NEXT_RUN', 'HELD')
       and v.document @? $2::jsonpath
     order by c.name, c.id limit 100`,
    [workspaceId, naming(id)],
  );
}

/** Campaigns not published yet whose draft names the segment, wherever it does, and whether one waits for approval. */
export async function campaignDraftsThatName(db: Db, workspaceId: string, id: string): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select c.id::text as id, c.name, c.status = 'APPROVAL_PENDING' as waits from campaigns c where c.workspace_id = $1::uuid
       and c.status in ('DRAFT', 'APPROVAL_PENDING', 'REJECTED') and c.archived_at is null and c.draft @? $2::jsonpath
     order by c.name, c.id limit 100`,
    [workspaceId, naming(id)],
  );
}

/** Journeys that may be published still, or anew, and whose draft names the segment, wherever it does. */
export async function journeyDraftsThatName(db: Db, workspaceId: string, id: string): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select j.id::text as id, j.name from journeys j where j.workspace_id = $1::uuid
       and j.status in ('DRAFT', 'SCHEDULED', 'RUNNING', 'PAUSED') and j.archived_at is null and j.draft @? $2::jsonpath
     order by j.name, j.id limit 100`,
    [workspaceId, naming(id)],
  );
}

/** Journeys that people may be in and a version of which names the segment, wherever it does. */
export async function journeysThatUse(db: Db, workspaceId: string, id: string): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select j.id::text as id, j.name from journeys j where j.workspace_id = $1::uuid
       and j.status in ('SCHEDULED', 'RUNNING', 'PAUSED') and exists (select 1 from journey_versions v
         where v.workspace_id = j.workspace_id and v.journey_id = j.id and v.document @? $2::jsonpath)
     order by j.name, j.id limit 100`,
    [workspaceId, naming(id)],
  );
}
