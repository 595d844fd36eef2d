import type { Sql } from "../../db/queryable.ts";
import { personZone } from "../../people/person-zone.ts";
import type { LastStay, Person, Received, Stay } from "./stay.ts";

export type StayRow = Omit<Stay, "backlog" | "isNew" | "worth"> & { backlog: Received[] | null };

export const columns = `s.person_id::text as "personId", s.journey_id::text as "journeyId", s.round, s.key, s.version, s.node,
  s.whereabouts, s.ends_at as "endsAt", s.goals_at as "goalsAt", s.backlog, s.steps, s.entered_at as "enteredAt", s.ended_at as "endedAt",
  s.end_kind as "endKind", s.goal`;

// What a spread is added to is quick in V8; what is added to a spread is not. None of these stays is over.
export const stayOf = (row: StayRow): Stay => ({
  isNew: false,
  worth: null,
  ...row,
  backlog: row.backlog ?? [],
});

const heldBack = `coalesce(s.whereabouts ->> 'pause' = 'outcome', false) and exists (select 1 from journey_pending q
    join journey_senders e on e.workspace_id = q.workspace_id and e.id = q.sender_id
    where q.workspace_id = s.workspace_id and q.person_id = s.person_id and not q.leaving
      and q.message_id = concat_ws('.', s.key, s.whereabouts ->> 'node', s.whereabouts ->> 'visits')
      and (q.due_at > q.at or e.waiting is not null or e.outage is not null))`;

/** Where these people are in journeys, or wait before them, held to the end of the transaction. */
export async function staysOf(db: Sql, workspaceId: string, people: readonly string[]): Promise<Stay[]> {
  const rows = await db.sql<StayRow>(
    `select ${columns}, ${heldBack} as "isHeldBack" from journey_stays s
     where s.workspace_id = $1::uuid and s.person_id = any($2::uuid[])
       and s.ended_at is null order by s.person_id, s.journey_id, s.round for update`,
    [workspaceId, people],
  );
  return rows.map(stayOf);
}

/** Whether some of these wait before a journey, or may begin one anew by what was kept of them. Holds nobody. */
export async function areNear(db: Sql, workspaceId: string, people: readonly string[]): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from journey_stays s where s.workspace_id = $1::uuid and s.person_id = any($2::uuid[])
       and s.ended_at is null and (s.entered_at is null or s.backlog is not null) limit 1`,
    [workspaceId, people],
  );
  return rows.length > 0;
}

/**
 * Some whom time moves now in these journeys, or before those that let people in, held; those that somebody else moves just
 * now are left out, and those in versions that nobody moves in.
 */
export async function dueStays(
  db: Sql,
  workspaceId: string,
  journeys: readonly { id: string; letsIn: boolean }[],
  look: { now: Date; limit: number; except: readonly { journeyId: string; version: number }[] },
): Promise<Stay[]> {
  const others =
    look.except.length === 0
      ? ""
      : "and (d.journey_id, d.version) not in (select * from unnest($6::uuid[], $7::int[]))";
  const rows = await db.sql<StayRow>(
    `select ${columns} from unnest($2::uuid[], $5::boolean[]) as j(id, lets_in) cross join lateral (
       select * from journey_stays d where d.workspace_id = $1::uuid and d.journey_id = j.id
         and d.due_at <= $3::timestamptz and (j.lets_in or d.entered_at is not null) ${others} order by d.due_at limit $4::int for update skip locked) s
     limit $4::int`,
    [
      workspaceId,
      journeys.map(({ id }) => id),
      look.now.toISOString(),
      look.limit,
      journeys.map(({ letsIn }) => letsIn),
      ...(look.except.length === 0
        ? []
        : [look.except.map(({ journeyId }) => journeyId), look.except.map(({ version }) => version)]),
    ],
  );
  return rows.map(stayOf);
}

/** The stays with these keys that wait for what became of a message, held. */
export async function staysAt(
  db: Sql,
  workspaceId: string,
  of: readonly { personId: string; journeyId: string; round: number }[],
): Promise<Stay[]> {
  const rows = await db.sql<StayRow>(
    `select ${columns} from journey_stays s join unnest($2::uuid[], $3::uuid[], $4::int[]) as g(person_id, journey_id, round)
       on g.person_id = s.person_id and g.journey_id = s.journey_id and g.round = s.round
     where s.workspace_id = $1::uuid and s.ended_at is null order by s.person_id, s.journey_id, s.round for update of s`,
    [
      workspaceId,
      of.map(({ personId }) => personId),
      of.map(({ journeyId }) => journeyId),
      of.map(({ round }) => round),
    ],
  );
  return rows.map(stayOf);
}

/**
 * Of each of these people in each of these journeys, by `<person> <journey>`: the last round of those that are over, and when the
 * last of them ended, which may be another one: what a profile did that became the person lies behind their own.
 */
export async function lastStays(
  db: Sql,
  workspaceId: string,
  people: readonly string[],
  journeys: readonly string[],
): Promise<Map<string, LastStay>> {
  const rows = await db.sql<LastStay & { key: string }>(
    `select person_id::text || ' ' || journey_id::text as key, max(round) as round, max(entered_at) as "enteredAt",
       max(ended_at) as "endedAt"
     from journey_stays where workspace_id = $1::uuid and person_id = any($2::uuid[]) and journey_id = any($3::uuid[])
       and ended_at is not null
     group by person_id, journey_id`,
    [workspaceId, people, journeys],
  );
  return new Map(rows.map(({ key, round, enteredAt, endedAt }) => [key, { round, enteredAt, endedAt }]));
}

/**
 * These people as they are now; those who were deleted or became others are missing. `zones`: with the time zones that are
 * known of them.
 */
export async function peopleNow(
  db: Sql,
  workspaceId: string,
  people: readonly string[],
  zones: boolean,
): Promise<Map<string, Person>> {
  const rows = await db.sql<Person>(
    `select p.id::text as id, p.properties, ${zones ? personZone : "null::text"} as zone from people p
     where p.workspace_id = $1::uuid and p.id = any($2::uuid[]) and p.merged_into is null`,
    [workspaceId, people],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
