import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { sqlOn } from "../../db/queryable.ts";

/** Query of rows (day, person_id): who was in a segment when each of `days` (day, ends) ended. `$1` is the workspace. */
type MembersByDay = string;

const ofEvents = (names: string, span: string, more: string): MembersByDay =>
  `select d.day, e.person_id from days d join events e on e.workspace_id = $1::uuid and e.type = 'track'
     and e.name in (${names}) and e.timestamp > d.ends - interval '${span}' and e.timestamp <= d.ends
   group by d.day, e.person_id having ${more}`;

const ofPeople = (where: string): MembersByDay =>
  `select d.day, p.id from days d join people p on p.workspace_id = $1::uuid and p.first_seen <= d.ends
     and p.merged_into is null and ${where}`;

const began = `max(e.timestamp) filter (where e.name = 'Checkout Started' and e.timestamp <= d.ends - interval '30 minutes')`;
const ordered = `max(e.timestamp) filter (where e.name = 'Order Completed')`;

/** The demo's segments by name, as their definitions read at the end of a day that is over. */
const members: Record<string, MembersByDay> = {
  "Gold members": ofPeople("p.properties ->> 'plan' = 'gold'"),
  "English-speaking women in the United States": ofPeople(
    `p.properties ->> 'language' = 'en' and p.properties ->> 'gender' = 'female' and p.properties ->> 'country' = 'United States'`,
  ),
  "Left in the cart": ofEvents(
    "'Checkout Started', 'Order Completed'",
    "7 days",
    `${began} is not null and coalesce(${ordered} < ${began}, true)`,
  ),
  "Regular customers": ofEvents("'Order Completed'", "60 days", "count(*) >= 3"),
};

const DAYS = 30;

/**
 * Tells of the demo's segments how large they were at the end of the last 30 days, and who entered and left, out of the shop's
 * own people and events: a chart of one day shows nobody what it is for. Days that are there already stay as they are.
 */
export async function makePastSizes(ctx: Ctx): Promise<void> {
  const zone = await workspaceTimeZone(ctx);
  for (const [name, query] of Object.entries(members)) {
    await sqlOn(ctx.db.pool, { plan: "always" }).sql(
      `with days as materialized (
         select t::date as day, (t + interval '1 day') at time zone $3::text as ends
         from generate_series(($4::timestamptz at time zone $3::text)::date - ${DAYS + 1},
           ($4::timestamptz at time zone $3::text)::date - 1, interval '1 day') t),
       members(day, person_id) as materialized (${query}),
       changes as (
         select coalesce(m.day, b.day + 1) as day, count(m.day) as people, count(*) filter (where b.day is null) as entered,
           count(*) filter (where m.day is null) as gone
         from members m full join members b on b.day + 1 = m.day and b.person_id = m.person_id
         group by 1)
       insert into segment_days (workspace_id, segment_id, day, people, entered, "left")
       select $1::uuid, s.id, d.day, coalesce(c.people, 0), coalesce(c.entered, 0), coalesce(c.gone, 0)
       from days d left join changes c on c.day = d.day join segments s on s.workspace_id = $1::uuid and s.name = $2
       where d.day > (select min(day) from days)
       on conflict do nothing`,
      [ctx.workspaceId, name, zone, ctx.clock.now().toISOString()],
    );
  }
}
