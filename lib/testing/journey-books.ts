import type { Db } from "../db/client.ts";
import type { PartnerServer } from "./partner-server.ts";

/** What is kept of journeys, apart from times and from what PostgreSQL numbers: each a line that names what it is about. */
const books = {
  messages: `select concat_ws(' ', message_id, person_id, journey_id, round, visit, version, node, status, code) as line
    from journey_messages where workspace_id = $1::uuid`,
  stays: `select concat_ws(' ', key, person_id, journey_id, round, version, node, steps, end_kind, goal,
      entered_at is not null, whereabouts ->> 'pause', whereabouts ->> 'visits', whereabouts -> 'for', waits) as line
    from journey_stays where workspace_id = $1::uuid`,
  steps: `select concat_ws(' ', person_id, journey_id, round, seq, version, node, did, exit, because) as line
    from journey_steps where workspace_id = $1::uuid`,
  counts: `select concat_ws(' ', journey_id, version, node, what, exit, sum(people)) as line from journey_counts
    where workspace_id = $1::uuid group by journey_id, version, node, what, exit`,
  refusals: `select concat_ws(' ', person_id, journey_id, reason, times) as line from journey_refusals
    where workspace_id = $1::uuid`,
  raised: `select concat_ws(' ', person_id, name, properties ->> 'journeyMessage', count(*)) as line from events
    where workspace_id = $1::uuid and source_id = '00000000-0000-0000-0000-000000000000'
    group by person_id, name, properties ->> 'journeyMessage'`,
  profiles: `select concat_ws(' ', id, properties) as line from people where workspace_id = $1::uuid`,
  members: `select concat_ws(' ', audience_id, identity, present) as line from audience_members
    where workspace_id = $1::uuid`,
} as const;

export type JourneyBooks = Record<keyof typeof books | "calls", string[]>;

/** All that became of the people in journeys of a workspace, and what a partner was told: two runs of the same are the same. */
export async function journeyBooks(
  db: Db,
  workspaceId: string,
  partner: Pick<PartnerServer, "messages">,
): Promise<JourneyBooks> {
  const kept = Object.entries(books).map(async ([name, text]) => {
    const rows = await db.sql<{ line: string }>(text, [workspaceId]);
    return [name, rows.map(({ line }) => line).sort()] as const;
  });
  const calls = [...partner.messages].map(([id, { message }]) =>
    [id, message.userId, message.event, message.properties?.key].join(" "),
  );
  return { ...Object.fromEntries(await Promise.all(kept)), calls: calls.sort() } as JourneyBooks;
}

/** How much is left to do now in journeys of a workspace: all 0 when nothing moves any more but by an event to come. */
export async function leftToDo(db: Db, workspaceId: string): Promise<Record<string, number>> {
  const rows = await db.sql<Record<string, number>>(
    `select (select count(*)::int from journey_pending where workspace_id = $1::uuid) as pending,
       (select count(*)::int from events e join event_cursors c on c.workspace_id = e.workspace_id
          and c.consumer = 'journeys' and e.tx >= c.tx where e.workspace_id = $1::uuid) as unread,
       (select count(*)::int from journey_stays where workspace_id = $1::uuid
          and (due_at < now() + interval '1 hour' or backlog is not null)) as due`,
    [workspaceId],
  );
  return rows[0] ?? {};
}
