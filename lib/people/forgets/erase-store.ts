import type { Db } from "../../db/client.ts";
import type { Queryable } from "../../db/queryable.ts";
import { holdDaysIn } from "../days-store.ts";
import type { CallIdentifier } from "../identify.ts";
import { identifiersOfPeople, lockIdentifiers, lockWorkspacePeople } from "../identity-store.ts";
import { eraseMessages } from "../messages-store.ts";
import { withMerged } from "../profiles-store.ts";

type In = { workspaceId: string; requestId: string };

/**
 * All that a person is known by: the profiles that became the person, and their identifiers, held until the transaction
 * ends, so that no call is written for the person meanwhile.
 */
export async function holdPerson(
  client: Queryable,
  workspaceId: string,
  personId: string,
): Promise<{ profiles: string[]; identifiers: CallIdentifier[] }> {
  await lockWorkspacePeople(client, workspaceId);
  const profiles = await withMerged(client, workspaceId, [personId]);
  let identifiers: CallIdentifier[] = [];
  for (;;) {
    const found = await identifiersOfPeople(client, workspaceId, profiles);
    if (found.length === identifiers.length) {
      return { profiles, identifiers };
    }
    // A call in progress may have added one while its others were waited for.
    await lockIdentifiers(client, workspaceId, found, "update");
    identifiers = found;
  }
}

/**
 * Holds the campaigns' batches that run now, before any row that those who book them want too: whoever waits in one counts in
 * it no more.
 */
async function holdBatches(client: Queryable, workspaceId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id::text from campaign_runs where workspace_id = $1::uuid and kind = 'batch'
       and status in ('PENDING', 'RUNNING', 'HELD') order by id for no key update`,
    [workspaceId],
  );
  return rows.map(({ id }) => id);
}

/** Deletes the profiles, their identifiers and how they came together; notes who it was, sealed, and how many. */
export async function erasePerson(
  client: Queryable,
  { workspaceId, requestId }: In,
  profiles: string[],
  sealed: string,
): Promise<void> {
  const pair = [workspaceId, profiles];
  const batches = await holdBatches(client, workspaceId);
  await client.query(
    `delete from person_merges where workspace_id = $1::uuid and (into_id = any($2::uuid[]) or from_id = any($2::uuid[]))`,
    pair,
  );
  await client.query(
    `delete from person_contexts where workspace_id = $1::uuid and person_id = any($2::uuid[])`,
    pair,
  );
  await client.query(
    `delete from device_tokens where workspace_id = $1::uuid and person_id = any($2::uuid[])`,
    pair,
  );
  await eraseMessages(client, workspaceId, profiles);
  const segments = await client.query(
    `with gone as (
       delete from segment_members where workspace_id = $1::uuid and person_id = any($2::uuid[]) returning segment_id
     ), sized as (
       update segments s set people = s.people - g.count
       from (select segment_id, count(*)::int as count from gone group by segment_id) g
       where s.workspace_id = $1::uuid and s.id = g.segment_id returning s.id, s.people, g.count
     ), day as (
       insert into segment_days as d (workspace_id, segment_id, day, people, "left")
       select $1::uuid, z.id, (now() at time zone w.time_zone)::date, z.people, z.count
       from sized z join workspaces w on w.id = $1::uuid order by z.id
       on conflict (workspace_id, segment_id, day) do update set people = excluded.people, "left" = d."left" + excluded."left"
     ), dues as (
       delete from segment_dues where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), touches as (
       delete from person_touches where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), changes as (
       delete from segment_changes where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), queued as (
       delete from campaign_pending where workspace_id = $1::uuid and person_id = any($2::uuid[]) returning run_id
     ), fewer as (
       -- They come to no verdict any more, so that those who wait are still told by who has none yet.
       update campaign_runs r set qualified = greatest(0, r.qualified - q.count)
       from (select run_id, count(*)::int as count from queued group by run_id) q
       where r.workspace_id = $1::uuid and r.id = q.run_id and r.id = any($3::uuid[])
     ), messages as (
       delete from campaign_deliveries where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), named as materialized (
       select call_id from campaign_pending where workspace_id = $1::uuid and person_id = any($2::uuid[])
       union select call_id from campaign_deliveries where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), stays as (
       delete from journey_stays where workspace_id = $1::uuid and person_id = any($2::uuid[])
       returning journey_id, version, node, entered_at, ended_at
     ), steps as (
       delete from journey_steps where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), waiting as (
       delete from journey_pending where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), letters as (
       delete from journey_messages where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), refusals as (
       delete from journey_refusals where workspace_id = $1::uuid and person_id = any($2::uuid[])
     ), gone_from as (
       -- Whoever was in a journey is out of it, so that its numbers stay right.
       insert into journey_counts (workspace_id, journey_id, version, node, what, exit, hour, lane, people)
       select $1::uuid, s.journey_id, s.version, w.node, w.what, 'forgotten', date_trunc('hour', now()), 4, count(*)
       from stays s cross join lateral (values (s.node, 'out'), ('', 'left')) as w(node, what)
       where s.entered_at is not null and s.ended_at is null group by s.journey_id, s.version, w.node, w.what
       on conflict (workspace_id, journey_id, version, node, what, exit, hour, lane) do update
         set people = journey_counts.people + excluded.people
     ), calls as (
       update trigger_calls t set
         recipients = (select jsonb_agg(case when r ->> 'personId' = any($2::text[])
           then r || '{"value": "", "reason": null, "personId": null}' else r end order by place)
           from jsonb_array_elements(t.recipients) with ordinality as e(r, place)),
         payload = case when exists (select 1 from campaign_pending q where q.workspace_id = $1::uuid
           and q.call_id = t.id and q.person_id <> all($2::uuid[])) then t.payload else '{}' end
       where t.workspace_id = $1::uuid and t.id in (select call_id from named)
     )
     select 1 from gone`,
    [...pair, batches],
  );
  const identifiers = await client.query(
    `delete from identifiers where workspace_id = $1::uuid and person_id = any($2::uuid[])`,
    pair,
  );
  const people = await client.query(
    `delete from people where workspace_id = $1::uuid and id = any($2::uuid[])`,
    pair,
  );
  await client.query(
    `update forget_requests set status = 'RUNNING', sealed = $3, profiles = profiles + $4::int,
       identifiers = identifiers + $5::int, memberships = memberships + $6::int
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, requestId, sealed, people.rowCount ?? 0, identifiers.rowCount ?? 0, segments.rowCount ?? 0],
  );
}

/** Deletes some of the person's events, with the days on which they count, and counts them. Answers how many; 0: none is left. */
export async function eraseEvents(
  db: Db,
  { workspaceId, requestId }: In,
  profiles: string[],
  limit: number,
): Promise<number> {
  const statement = `with piece as materialized (
       select tx, seq, received_at, type, name, ("timestamp" at time zone 'UTC')::date as day, person_id
       from events where workspace_id = $1::uuid and person_id = any($3::uuid[]) limit $4::int
     ), gone as (
       delete from events e using piece s where e.workspace_id = $1::uuid and e.tx = s.tx and e.seq = s.seq
         and e.received_at = s.received_at returning 1
     ), days as (
       delete from event_days d using (select distinct type, name, day, person_id from piece) k
       where d.workspace_id = $1::uuid and d.type = k.type and d.name = k.name and d.day = k.day
         and d.person_id = k.person_id
     ), counted as (
       update forget_requests set events = events + (select count(*) from gone)
       where workspace_id = $1::uuid and id = $2::uuid
     ) select count(*)::int as gone from gone`;
  return db.transaction(async (tx) => {
    // Whoever counts events by day may have read these; what it writes of them is to be seen here.
    await holdDaysIn(tx, workspaceId);
    const rows = await tx.sql<{ gone: number }>(statement, [workspaceId, requestId, profiles, limit]);
    return rows[0]?.gone ?? 0;
  });
}

const named = `named as materialized (select * from unnest($3::text[], $4::text[]) as n(kind, value))`;

/**
 * Takes the person out of every audience, its log, its answers to stories and the notes of what partners hold. To be run
 * inside a transaction.
 */
export async function eraseMemberships(
  db: Db,
  { workspaceId, requestId }: In,
  identifiers: CallIdentifier[],
): Promise<void> {
  const values = [
    workspaceId,
    requestId,
    identifiers.map(({ kind }) => kind),
    identifiers.map(({ value }) => value),
  ];
  // In the order in which whoever changes members locks audiences.
  await db.sql(
    `with ${named} select a.id from audiences a where a.workspace_id = $1::uuid and $2::uuid is not null
       and exists (select 1 from named n join audience_members m on m.workspace_id = $1::uuid and m.audience_id = a.id
         and m.identity = n.value where n.kind = a.identifier)
     order by a.id for no key update`,
    values,
  );
  await db.sql(
    `with ${named}, gone as (
       delete from audience_members m using audiences a, named n
       where m.workspace_id = $1::uuid and a.workspace_id = $1::uuid and a.id = m.audience_id and n.kind = a.identifier
         and m.identity = n.value returning m.audience_id, m.present
     ), sized as (
       update audiences a set size = a.size - g.count, changed_at = now()
       from (select audience_id, count(*) as count from gone where present group by audience_id) g
       where a.workspace_id = $1::uuid and a.id = g.audience_id
     ), logged as (
       delete from audience_operations o using audiences a, named n
       where o.workspace_id = $1::uuid and a.workspace_id = $1::uuid and a.id = o.audience_id
         and n.kind = a.identifier and o.identity = n.value
     ), staged as (
       delete from audience_import_rows r using audience_imports i, audiences a, named n
       where r.workspace_id = $1::uuid and i.workspace_id = $1::uuid and i.id = r.import_id
         and a.workspace_id = $1::uuid and a.id = i.audience_id and n.kind = a.identifier and r.identity = n.value
     ), answers as (
       delete from story_answers s using named n where s.workspace_id = $1::uuid and n.kind = 'user_id'
         and s.identity = n.value returning s.component_id, s.answer
     ), told as (
       update story_answer_counts c set count = c.count - g.count
       from (select component_id, answer, count(*) as count from answers group by component_id, answer) g
       where c.workspace_id = $1::uuid and c.component_id = g.component_id and c.answer = g.answer
     ), held as (
       delete from transfer_members h using transfers t, audiences a, named n
       where h.workspace_id = $1::uuid and t.workspace_id = $1::uuid and t.id = h.transfer_id
         and a.workspace_id = $1::uuid and a.id = t.audience_id and n.kind = a.identifier and h.identity = n.value
     )
     update forget_requests set memberships = memberships + (select count(*) from gone where present)
     where workspace_id = $1::uuid and id = $2::uuid`,
    values,
  );
}

/**
 * Blanks what is personal in the ledger: that something was decided stays, for the counts. What was on a shelf leaves it,
 * as there is no call any more that could be sent again. Samples of the catalogue that are one of the identifiers go too.
 */
export async function eraseDecisions(
  db: Db,
  { workspaceId, requestId }: In,
  who: { profiles: string[]; identifiers: CallIdentifier[] },
  now: Date,
): Promise<void> {
  const texts = who.identifiers.map(({ value }) => value);
  // As the catalogue keeps samples.
  const samples = texts.map((text) => JSON.stringify(text).slice(0, 120));
  await db.sql(
    `with about as materialized (
       select l.id from ledger_entries l where l.workspace_id = $1::uuid and l.person_id = any($3::uuid[])
       union
       select l.id from transfers t join ledger_entries l on l.workspace_id = $1::uuid and l.origin_id = t.id
       where t.workspace_id = $1::uuid and l.identity = any($4::text[])
     ), blank as (
       update ledger_entries l set person_id = null, identity = null, message_id = null, request = null, answer = null,
         reason = case when exists (select 1 from unnest($4::text[]) v where position(v in l.reason) > 0)
           then 'The words named a person who was deleted.' else l.reason end,
         discarded_at = case when l.verdict = 'rejected' and l.retried_in is null
           then coalesce(l.discarded_at, $5::timestamptz) else l.discarded_at end,
         discarded_by = case when l.verdict = 'rejected' and l.retried_in is null
           then coalesce(l.discarded_by, 'Deletion of the person') else l.discarded_by end
       from about a where l.workspace_id = $1::uuid and l.id = a.id returning 1
     ), samples as (
       update event_property_definitions set sample = '' where workspace_id = $1::uuid and sample = any($6::text[])
     )
     update forget_requests set decisions = decisions + (select count(*) from blank)
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, requestId, who.profiles, texts, now, samples],
  );
}

/** Tells whoever sends calls on that the log has changed, so that pages read before are read again. */
export async function renewReaders(db: Db, workspaceId: string): Promise<void> {
  await db.sql(
    `update destinations set version = version + 1 where workspace_id = $1::uuid and archived_at is null returning id`,
    [workspaceId],
  );
}

/** The kinds of identifiers by which audiences are sent through a connection. */
export async function kindsSentThrough(db: Db, workspaceId: string, connectionId: string): Promise<string[]> {
  const rows = await db.sql<{ kind: string }>(
    `select distinct a.identifier as kind from transfers t
     join audiences a on a.workspace_id = t.workspace_id and a.id = t.audience_id
     where t.workspace_id = $1::uuid and t.connection_id = $2::uuid`,
    [workspaceId, connectionId],
  );
  return rows.map(({ kind }) => kind);
}
