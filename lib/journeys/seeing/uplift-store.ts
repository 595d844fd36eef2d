import type { Db } from "../../db/client.ts";
import type { EventsAsked } from "../../segments/definition.ts";
import { eventsAsked } from "../../segments/sql/event-rows.ts";
import type { Scope } from "../../segments/sql/sql-values.ts";
import { worthSql } from "../../segments/sql/worth-sql.ts";
import type { JourneyGoal } from "../document.ts";

/** `worth`: of each person the first conversion, in all. */
export type Group = { people: number; converted: number; worth: number };

const nobody: Group = { people: 0, converted: 0, worth: 0 };

/**
 * People who ever entered, and those of them who reached a goal while they were in it. `isPriced`: and what that is worth, of
 * each the first time, as of those held back.
 */
export async function enteredGroup(
  db: Db,
  workspaceId: string,
  journeyId: string,
  isPriced: boolean,
): Promise<Group> {
  const worth = isPriced ? "(array_agg(worth order by ended_at) filter (where goal is not null))[1]" : "0";
  const [row] = await db.sql<Group>(
    `select count(*)::float8 as people, count(*) filter (where reached)::float8 as converted, coalesce(sum(worth), 0)::float8 as worth
     from (select bool_or(goal is not null) as reached, ${worth} as worth from journey_stays
       where workspace_id = $1::uuid and journey_id = $2::uuid and entered_at is not null group by person_id) s`,
    [workspaceId, journeyId],
  );
  return row ?? nobody;
}

/**
 * People whom a control group held back, and those of them who did what a goal asks for in the time for which they would have
 * been in the journey at most, from when they would have entered first, with what the first event that did is worth. At least
 * one goal. `longest`: an interval of PostgreSQL; null: no end.
 */
export async function controlGroup(
  db: Db,
  journeyId: string,
  {
    goals,
    longest,
    scope,
  }: { goals: readonly (EventsAsked & Pick<JourneyGoal, "revenue">)[]; longest: string | null; scope: Scope },
): Promise<Group> {
  const { values } = scope;
  const journey = values.add(journeyId, "uuid");
  const end = longest === null ? "" : `and e.timestamp < r.first_at + ${values.add(longest, "interval")}`;
  const firsts = goals.map(
    (goal, place) =>
      `(select e.timestamp, e.seq, ${place} as place, ${worthSql(goal.revenue, values)} as worth from events e
        where e.person_id = r.person_id and ${eventsAsked(goal, "e", scope).join(" and ")} and e.timestamp >= r.first_at ${end}
        order by e.timestamp, e.seq limit 1)`,
  );
  const [row] = await db.sql<Group>(
    `select count(*)::float8 as people, count(d.seq)::float8 as converted, coalesce(sum(d.worth), 0)::float8 as worth
     from journey_refusals r left join lateral (
       select f.seq, f.worth from (${firsts.join(" union all ")}) f order by f.timestamp, f.seq, f.place limit 1) d on true
     where r.workspace_id = ${scope.workspace} and r.journey_id = ${journey} and r.reason = 'control_group'`,
    values.all,
  );
  return row ?? nobody;
}
