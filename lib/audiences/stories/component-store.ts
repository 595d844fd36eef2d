import type { Db } from "../../db/client.ts";
import { likeLiteral } from "../../db/like.ts";
import type { Sql } from "../../db/queryable.ts";
import type { StoryAnswer } from "./read-answers.ts";

/** The last one of each component, and how often each answer to it is among these. */
function summed(answers: readonly StoryAnswer[]) {
  const newest = new Map<string, StoryAnswer>();
  const counts = new Map<string, { componentId: string; answer: string; count: number }>();
  for (const given of answers) {
    const { componentId, answer } = given;
    const known = newest.get(componentId);
    if (!known || given.atMs >= known.atMs) {
      newest.set(componentId, given);
    }
    const key = JSON.stringify([componentId, answer]);
    counts.set(key, { componentId, answer, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return { components: [...newest.values()], counts: [...counts.values()] };
}

/**
 * Counts answers that were just stored, in their transaction, so that nobody has to count them all to list components.
 * Call it last: whoever answers the same component waits until the transaction ends.
 */
export async function countAnswers(db: Sql, workspaceId: string, answers: StoryAnswer[]): Promise<void> {
  if (answers.length === 0) {
    return;
  }
  const { components, counts } = summed(answers);
  // In one order for everybody, or two that share components would wait for each other.
  await db.sql(
    `insert into story_components as c (workspace_id, component_id, kind, story_group_id, story_id, last_at)
     select $1::uuid, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) as g(id) order by id
     on conflict (workspace_id, component_id) do update set kind = excluded.kind, story_id = excluded.story_id,
       story_group_id = excluded.story_group_id, last_at = excluded.last_at where excluded.last_at >= c.last_at`,
    [
      workspaceId,
      components.map((row) => row.componentId),
      components.map((row) => row.kind),
      components.map((row) => row.storyGroupId),
      components.map((row) => row.storyId),
      components.map((row) => new Date(row.atMs).toISOString()),
    ],
  );
  await db.sql(
    `insert into story_answer_counts as c (workspace_id, component_id, answer, count)
     select $1::uuid, * from unnest($2::text[], $3::text[], $4::int[]) as g(id, answer, count) order by id, answer
     on conflict (workspace_id, component_id, answer) do update set count = c.count + excluded.count`,
    [
      workspaceId,
      counts.map((row) => row.componentId),
      counts.map((row) => row.answer),
      counts.map((row) => row.count),
    ],
  );
}

export type ComponentRow = {
  componentId: string;
  kind: string;
  storyGroupId: string;
  storyId: string;
  lastAt: Date;
  answers: { answer: string; count: number }[];
};

/** Components that were answered, the last one first; with the answers that were given most. */
export async function selectComponents(
  db: Db,
  workspaceId: string,
  search: string,
  limits: { components: number; answers: number },
): Promise<ComponentRow[]> {
  return db.sql<ComponentRow>(
    `select c.component_id as "componentId", c.kind, c.story_group_id as "storyGroupId", c.story_id as "storyId",
       c.last_at as "lastAt", coalesce(most.answers, '[]') as answers
     from (select * from story_components where workspace_id = $1::uuid
         and ($2::text = '' or lower(component_id) like $3::text)
       order by last_at desc, component_id limit $4::int) c
     cross join lateral (
       select jsonb_agg(jsonb_build_object('answer', answer, 'count', count) order by count desc, answer) as answers
       from (select answer, count from story_answer_counts n
         where n.workspace_id = $1::uuid and n.component_id = c.component_id
         order by count desc, answer limit $5::int) given) most
     order by c.last_at desc, c.component_id`,
    [workspaceId, search, `${likeLiteral(search.toLowerCase())}%`, limits.components, limits.answers],
  );
}
