import type { Db } from "../../db/client.ts";
import type { MentionNames, NameMentions } from "./schema.ts";

/** What the workspace calls these; those that are gone are missing. */
export async function namesOf(
  db: Db,
  workspaceId: string,
  { segments, audiences, journeys }: NameMentions,
): Promise<MentionNames["items"]> {
  return db.sql(
    `select 'segment' as kind, id::text, name, archived_at is not null as archived from segments
       where workspace_id = $1::uuid and id = any($2::uuid[])
     union all select 'audience', id::text, name, false from audiences
       where workspace_id = $1::uuid and id = any($3::uuid[])
     union all select 'journey', id::text, name, archived_at is not null from journeys
       where workspace_id = $1::uuid and id = any($4::uuid[])`,
    [workspaceId, segments, audiences, journeys],
  );
}
