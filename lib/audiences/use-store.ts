import type { Db } from "../db/client.ts";

export type UseRow = { audienceId: string; id: string; name: string };

/** Transfers in PENDING or RUNNING, named by the connection that they send through. */
export async function transfersUsing(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select t.audience_id as "audienceId", t.id, c.nickname || ' (' || t.status || ')' as name
     from transfers t join connections c on c.workspace_id = t.workspace_id and c.id = t.connection_id
     where t.workspace_id = $1::uuid and t.audience_id = any($2::uuid[]) and t.status in ('PENDING', 'RUNNING')
     order by t.created_at desc limit 1000`,
    [workspaceId, audienceIds],
  );
}

/** Transfers that have ended go with their audience: runs by their foreign key, what partners hold by hand. */
export async function forgetEndedTransfers(db: Db, workspaceId: string, audienceId: string): Promise<void> {
  await db.sql(
    `with gone as (
       delete from transfers where workspace_id = $1::uuid and audience_id = $2::uuid
         and status not in ('PENDING', 'RUNNING') returning id)
     delete from transfer_members m using gone g where m.workspace_id = $1::uuid and m.transfer_id = g.id`,
    [workspaceId, audienceId],
  );
}

/** Of a document: the audiences that it names, wherever it does. */
const namedIn = (document: string): string =>
  `(select distinct named.id #>> '{}' as id from jsonb_path_query(${document}, '$.**.audienceId') as named(id)) n`;

/** Of a message to a bus: the audiences that a token written out in it means. One that Liquid makes is known when it is sent. */
const meantIn = (document: string, workspaceId: string): string =>
  `(select a.id::text as id from audiences a where a.workspace_id = ${workspaceId} and a.token in (
      select btrim(token #>> '{}') from jsonb_path_query(${document}, '$.**.keyValues[*] ? (@.key == "storyly_token").value') as said(token)
    ) union select n.id from ${namedIn(document)}) n`;

/** Segments that ask who is in one of these audiences; archived ones are looked at when they are restored. */
export async function segmentsNaming(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select n.id as "audienceId", s.id::text as id, s.name from segments s cross join lateral ${namedIn("s.definition")}
     where s.workspace_id = $1::uuid and s.archived_at is null and n.id = any($2::text[])
     order by s.name, s.id limit 1000`,
    [workspaceId, audienceIds],
  );
}

/** Campaigns of which something may still be sent and that ask who is in one of these, or send to it over a bus. */
export async function campaignsNaming(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select n.id as "audienceId", c.id::text as id, c.name from campaigns c
     join campaign_versions v on v.workspace_id = c.workspace_id and v.campaign_id = c.id
       and v.version = c.published_version
     cross join lateral ${meantIn("v.document", "v.workspace_id")}
     where c.workspace_id = $1::uuid and c.status in ('SCHEDULED', 'RUNNING', 'AWAITING_NEXT_RUN', 'HELD')
       and n.id = any($2::text[])
     order by c.name, c.id limit 1000`,
    [workspaceId, audienceIds],
  );
}

/** Journeys that people may be in and a version of which puts people into these audiences, takes them out (by itself or over a bus) or asks for them. */
export async function journeysUsing(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select distinct n.id as "audienceId", j.id::text as id, j.name from journeys j
     join journey_versions v on v.workspace_id = j.workspace_id and v.journey_id = j.id
     cross join lateral ${meantIn("v.document", "v.workspace_id")}
     where j.workspace_id = $1::uuid and j.status in ('SCHEDULED', 'RUNNING', 'PAUSED') and n.id = any($2::text[])
     order by j.name, id limit 1000`,
    [workspaceId, audienceIds],
  );
}
