import type { Db } from "../../db/client.ts";
import type { JourneyEvent } from "../matching/events.ts";

export type StayRecord = {
  personId: string;
  journeyId: string;
  round: number;
  version: number;
  node: string;
  dueAt: Date | null;
  enteredAt: Date | null;
  endedAt: Date | null;
  endKind: string | null;
  goal: string | null;
  waits: string[];
  stuck: string | null;
};

const stayColumns = `s.person_id::text as "personId", s.journey_id::text as "journeyId", s.round, s.version, s.node,
  s.due_at as "dueAt", s.entered_at as "enteredAt", s.ended_at as "endedAt", s.end_kind as "endKind", s.goal, s.waits,
  s.whereabouts #>> '{stuck,why}' as stuck`;

/** Stays of profiles of one person in a journey, the newest first. */
export async function staysOf(
  db: Db,
  of: { workspaceId: string; journeyId: string; people: readonly string[]; round: number | null },
  limit: number,
): Promise<StayRecord[]> {
  return db.sql(
    `select ${stayColumns} from journey_stays s where s.workspace_id = $1::uuid and s.person_id = any($2::uuid[])
       and s.journey_id = $3::uuid and ($4::int is null or s.round = $4::int)
     order by coalesce(s.entered_at, s.due_at) desc nulls first, s.round desc limit $5::int`,
    [of.workspaceId, of.people, of.journeyId, of.round, limit],
  );
}

export type StepRecord = {
  personId: string;
  round: number;
  at: Date;
  version: number;
  node: string;
  did: string;
  exit: string;
  because: string;
};

/** What happened in a person's stays, in its order; of each the last ones. */
export async function stepsOf(
  db: Db,
  of: { workspaceId: string; journeyId: string; people: readonly string[]; rounds: readonly number[] },
  limit: number,
): Promise<StepRecord[]> {
  return db.sql(
    `select "personId", round, at, version, node, did, exit, because from (
       select s.person_id::text as "personId", s.round, s.at, s.version, s.node, s.did, s.exit, s.because, s.seq,
         row_number() over (partition by s.person_id, s.round order by s.seq desc) as back
       from journey_steps s where s.workspace_id = $1::uuid and s.person_id = any($2::uuid[])
         and s.journey_id = $3::uuid and s.round = any($4::int[])) t
     where back <= $5::int order by round, seq`,
    [of.workspaceId, of.people, of.journeyId, of.rounds, limit],
  );
}

export type MessageRecord = {
  personId: string;
  round: number;
  node: string;
  channel: string;
  messageId: string;
  status: string;
  reason: string | null;
  at: Date;
  decidedAt: Date | null;
};

/** Messages of a person's stays, those that wait to leave included. */
export async function messagesOf(
  db: Db,
  of: { workspaceId: string; journeyId: string; people: readonly string[]; rounds: readonly number[] },
): Promise<MessageRecord[]> {
  return db.sql(
    `select m.person_id::text as "personId", m.round, m.node, m.channel, m.message_id as "messageId", m.status,
       coalesce(m.reason, nullif(m.code, '')) as reason, m.at, m.decided_at as "decidedAt"
     from journey_messages m where m.workspace_id = $1::uuid and m.person_id = any($2::uuid[])
       and m.journey_id = $3::uuid and m.round = any($4::int[])
     union all
     select q.person_id::text, q.round, w.node, w.channel, q.message_id, 'waiting', w.waiting, q.at, null
     from journey_pending q join journey_senders w on w.workspace_id = q.workspace_id and w.id = q.sender_id
     where q.workspace_id = $1::uuid and q.person_id = any($2::uuid[]) and q.journey_id = $3::uuid
       and q.round = any($4::int[])
     order by 8 limit 500`,
    [of.workspaceId, of.people, of.journeyId, of.rounds],
  );
}

export type RefusalRecord = {
  reason: string;
  detail: string | null;
  times: number;
  firstAt: Date;
  lastAt: Date;
};

/** Why a person did not enter, the last time first. */
export async function refusalsOf(
  db: Db,
  of: { workspaceId: string; journeyId: string; people: readonly string[] },
): Promise<RefusalRecord[]> {
  return db.sql(
    `select reason, (array_agg(detail order by last_at desc))[1] as detail, sum(times)::int as times,
       min(first_at) as "firstAt", max(last_at) as "lastAt"
     from journey_refusals where workspace_id = $1::uuid and journey_id = $2::uuid and person_id = any($3::uuid[])
     group by reason order by max(last_at) desc`,
    [of.workspaceId, of.journeyId, of.people],
  );
}

export type PersonJourneyRecord = StayRecord & { name: string; status: string; document: unknown };

/** Stays of a person in all journeys: those that go on first, then the newest. */
export async function journeysOf(
  db: Db,
  of: { workspaceId: string; people: readonly string[] },
  page: { offset: number; limit: number },
): Promise<PersonJourneyRecord[]> {
  return db.sql(
    `select ${stayColumns}, j.name, j.status, v.document
     from journey_stays s join journeys j on j.workspace_id = s.workspace_id and j.id = s.journey_id
       left join journey_versions v on v.workspace_id = s.workspace_id and v.journey_id = s.journey_id
         and v.number = s.version
     where s.workspace_id = $1::uuid and s.person_id = any($2::uuid[])
     order by (s.ended_at is null) desc, coalesce(s.ended_at, s.entered_at, s.due_at) desc nulls last, s.journey_id,
       s.round desc
     offset $3::int limit $4::int`,
    [of.workspaceId, of.people, page.offset, page.limit],
  );
}

/** A person's newest events of these calls and names (null: any), the last one first. */
export async function newestEvents(
  db: Db,
  of: { workspaceId: string; people: readonly string[] },
  asked: readonly { type: string; name: string | null }[],
  limit: number,
): Promise<JourneyEvent[]> {
  const rows = await db.sql<Omit<JourneyEvent, "at"> & { at: Date }>(
    `select e.type, e.name, e.timestamp as at, e.properties, e.context from events e
     where e.workspace_id = $1::uuid and e.person_id = any($2::uuid[]) and exists (
       select 1 from unnest($3::text[], $4::text[]) as a(type, name)
       where a.type = e.type and (a.name is null or a.name = e.name))
     order by e.timestamp desc limit $5::int`,
    [of.workspaceId, of.people, asked.map(({ type }) => type), asked.map(({ name }) => name), limit],
  );
  // When it came is not asked: a worker that was away does not matter here.
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), received: row.at.toISOString() }));
}
