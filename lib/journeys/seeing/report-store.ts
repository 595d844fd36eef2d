import type { Db } from "../../db/client.ts";
import type { Json } from "../../kernel/json.ts";

type Of = { workspaceId: string; journeyId: string; version: number | null };

/** How many people were counted at each place: in a time, before it, and ever. */
export async function countsOf(
  db: Db,
  of: Of,
  range: { from: Date | null; to: Date | null },
): Promise<{ node: string; what: string; exit: string; people: number; before: number; ever: number }[]> {
  return db.sql(
    `select node, what, exit, sum(people)::float8 as ever,
       coalesce(sum(people) filter (where hour < date_trunc('hour', $4::timestamptz)), 0)::float8 as before, coalesce(sum(people) filter (where
         ($4::timestamptz is null or hour >= date_trunc('hour', $4::timestamptz))
         and ($5::timestamptz is null or hour < date_trunc('hour', $5::timestamptz))), 0)::float8 as people
     from journey_counts where workspace_id = $1::uuid and journey_id = $2::uuid
       and ($3::int is null or version = $3::int) group by node, what, exit`,
    [of.workspaceId, of.journeyId, of.version, range.from, range.to],
  );
}

/** How many wait before a journey now: for the time of an inaction, or a date of theirs. */
export async function waitingCount(db: Db, of: Of): Promise<number> {
  const [row] = await db.sql<{ people: number }>(
    `select count(*)::float8 as people from journey_stays where workspace_id = $1::uuid and journey_id = $2::uuid
       and entered_at is null and ended_at is null and due_at is not null and ($3::int is null or version = $3::int)`,
    [of.workspaceId, of.journeyId, of.version],
  );
  return row?.people ?? 0;
}

/** How automatic splits did when they were weighed last, as `shares.ts` reads it. */
export async function weighedLast(db: Db, of: Of): Promise<{ weights: Json; at: Date | null }> {
  const [row] = await db.sql<{ weights: Json; at: Date | null }>(
    "select weights, weighed_at as at from journeys where workspace_id = $1::uuid and id = $2::uuid",
    [of.workspaceId, of.journeyId],
  );
  return row ?? { weights: null, at: null };
}

/** At most so many hours or days are told, the last ones. */
const POINTS = 2_000;

/**
 * Who came, left and reached a goal, by the hour, or by the day of the clocks of a zone; a time in which nothing happened
 * counts nothing.
 */
export async function journeyOverTime(
  db: Db,
  of: Of,
  { from, until, step, zone }: { from: Date; until: Date; step: "hour" | "day"; zone: string },
): Promise<{ at: Date; entered: number; left: number; goals: number }[]> {
  const sum = (what: string) => `coalesce(sum(people) filter (where what = '${what}'), 0)::float8`;
  const rows = await db.sql<{ at: Date; entered: number; left: number; goals: number }>(
    `with counted as (
       select date_trunc($6, hour, $7) as at, ${sum("entered")} as entered, ${sum("left")} as "left", ${sum("goal")} as goals
       from journey_counts where workspace_id = $1::uuid and journey_id = $2::uuid and node = ''
         and ($3::int is null or version = $3::int) and what in ('entered', 'left', 'goal')
         and hour >= date_trunc('hour', $4::timestamptz) and hour <= $5::timestamptz group by 1)
     select t.clock at time zone $7 as at, coalesce(c.entered, 0) as entered, coalesce(c."left", 0) as "left",
       coalesce(c.goals, 0) as goals
     from generate_series(date_trunc($6, $4::timestamptz at time zone $7), $5::timestamptz at time zone $7,
       ('1 ' || $6)::interval) as t(clock) left join counted c on c.at = t.clock at time zone $7
     order by t.clock desc limit ${POINTS}`,
    // Hours are counted as UTC has them; there are clocks that are half an hour off.
    [of.workspaceId, of.journeyId, of.version, from, until, step, step === "hour" ? "UTC" : zone],
  );
  return rows.toReversed();
}

/** The first hour in which anything was counted. */
export async function firstCounted(db: Db, of: Of): Promise<Date | null> {
  const [row] = await db.sql<{ first: Date | null }>(
    `select min(hour) as first from journey_counts where workspace_id = $1::uuid and journey_id = $2::uuid
       and ($3::int is null or version = $3::int)`,
    [of.workspaceId, of.journeyId, of.version],
  );
  return row?.first ?? null;
}

/** The documents of a journey's versions, newest first. */
export async function versionDocuments(
  db: Db,
  workspaceId: string,
  journeyId: string,
): Promise<{ number: number; document: unknown }[]> {
  return db.sql(
    `select number, document from journey_versions where workspace_id = $1::uuid and journey_id = $2::uuid
     order by number desc limit 500`,
    [workspaceId, journeyId],
  );
}
