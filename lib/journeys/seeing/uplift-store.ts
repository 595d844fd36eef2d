import type { Db } from "../../db/client.ts";
import type { EventsAsked } from "../../segments/definition.ts";
import { eventsAsked } from "../../segments/sql/event-rows.ts";
import type { Scope } from "../../segments/sql/sql-values.ts";

export type Group = { people: number; converted: number };

/** People who ever entered, and those of them who reached a goal while they were in it. */
export async function enteredGroup(db: Db, workspaceId: string, journeyId: string): Promise<Group> {
  const [row] = await db.sql<Group>(
    `select count(*)::float8 as people, count(*) filter (where reached)::float8 as converted
     from (select bool_or(goal is not null) as reached from journey_stays
       where workspace_id = $1::uuid and journey_id = $2::uuid and entered_at is not null group by person_id) s`,
    [workspaceId, journeyId],
  );
  return row ?? { people: 0, converted: 0 };
}

/**
 * People whom a control group held back, and those of them who did what a goal asks for in the time for which they would have
 * been in the journey at most, from when they would have entered first. `longest`: an interval of PostgreSQL; null: no end.
 */
export async function controlGroup(
  db: Db,
  journeyId: string,
  { goals, longest, scope }: { goals: EventsAsked[]; longest: string | null; scope: Scope },
): Promise<Group> {
  const { values } = scope;
  const journey = values.add(journeyId, "uuid");
  const end = longest === null ? "" : `and e.timestamp < r.first_at + ${values.add(longest, "interval")}`;
  const did = goals.map(
    (goal) =>
      `exists (select 1 from events e where e.person_id = r.person_id and ${eventsAsked(goal, "e", scope).join(" and ")}
        and e.timestamp >= r.first_at ${end})`,
  );
  const [row] = await db.sql<Group>(
    `select count(*)::float8 as people, count(*) filter (where ${did.length === 0 ? "false" : did.join(" or ")})::float8 as converted
     from journey_refusals r where r.workspace_id = ${scope.workspace} and r.journey_id = ${journey} and r.reason = 'control_group'`,
    values.all,
  );
  return row ?? { people: 0, converted: 0 };
}
