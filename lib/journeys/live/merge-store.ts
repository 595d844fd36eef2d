import type { Sql } from "../../db/queryable.ts";

/** Tables of what somebody did in journeys, by person, journey and round. */
const tables = ["journey_stays", "journey_steps", "journey_messages", "journey_pending"] as const;

/** Hands all that profiles did in journeys to the people they became; their stays come behind those that these had. */
export async function giveStays(
  db: Sql,
  workspaceId: string,
  merges: readonly { from: string; into: string }[],
): Promise<void> {
  for (const { from, into } of merges) {
    const pair = [workspaceId, from, into];
    const shift = await db.sql<{ journeyId: string; by: number }>(
      `select f.journey_id::text as "journeyId", coalesce(max(t.round), 0)::int as by
       from (select distinct journey_id from journey_stays where workspace_id = $1::uuid and person_id = $2::uuid) f
       left join journey_stays t on t.workspace_id = $1::uuid and t.person_id = $3::uuid and t.journey_id = f.journey_id
       group by f.journey_id`,
      pair,
    );
    for (const table of shift.length > 0 ? tables : []) {
      await db.sql(
        `update ${table} x set person_id = $3::uuid, round = x.round + g.by
         from unnest($4::uuid[], $5::int[]) as g(journey_id, by)
         where x.workspace_id = $1::uuid and x.person_id = $2::uuid and x.journey_id = g.journey_id`,
        [...pair, shift.map(({ journeyId }) => journeyId), shift.map(({ by }) => by)],
      );
    }
    await db.sql(
      `with gone as (delete from journey_refusals where workspace_id = $1::uuid and person_id = $2::uuid returning *)
       insert into journey_refusals (workspace_id, journey_id, person_id, reason, detail, times, first_at, last_at)
       select workspace_id, journey_id, $3::uuid, reason, detail, times, first_at, last_at from gone
       on conflict (workspace_id, journey_id, person_id, reason) do update
         set times = journey_refusals.times + excluded.times, last_at = greatest(journey_refusals.last_at, excluded.last_at)`,
      pair,
    );
  }
}
