import { textArray, timestampArray } from "../../db/binary-arrays.ts";
import type { Queryable, Sql } from "../../db/queryable.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { oneAnswerKinds } from "./kinds.ts";
import type { StoryAnswer } from "./read-answers.ts";

/** Stores answers in one order for everybody. Returns the messages that were not known. */
export async function insertAnswers(
  client: Queryable,
  workspaceId: string,
  answers: readonly StoryAnswer[],
  receivedAt: Date,
): Promise<Set<string>> {
  const rows = [...answers].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const { rows: found } = await client.query<{ message_id: string }>({
    name: "audiences.stories.insert",
    text: `insert into story_answers (workspace_id, received_at, message_id, at, story_group_id, story_id, component_id,
        kind, answer, identity)
      select $1, $2, * from unnest($3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[])
      on conflict (workspace_id, message_id) do nothing returning message_id`,
    values: [
      workspaceId,
      receivedAt,
      textArray(rows.map((row) => row.messageId)),
      timestampArray(rows.map((row) => new Date(row.atMs))),
      textArray(rows.map((row) => row.storyGroupId)),
      textArray(rows.map((row) => row.storyId)),
      textArray(rows.map((row) => row.componentId)),
      textArray(rows.map((row) => row.kind)),
      textArray(rows.map((row) => row.answer)),
      textArray(rows.map((row) => row.identity)),
    ],
  });
  return new Set(found.map((row) => row.message_id));
}

const gate = "hashtextextended('story-audiences:' || $1, 0)";

/** Held while answers are stored and audiences looked up for them. */
export async function enterStories(db: Sql, workspaceId: string): Promise<void> {
  await db.sql(`select pg_advisory_xact_lock_shared(${gate})`, [workspaceId]);
}

/** Waits until everybody who looked audiences up before now has committed. */
export async function waitForStories(db: Sql, workspaceId: string): Promise<void> {
  await db.sql(`select pg_advisory_xact_lock(${gate})`, [workspaceId]);
}

/** Audiences that are filled by answers to these components. */
export async function storyAudiences(
  db: Sql,
  workspaceId: string,
  componentIds: string[],
): Promise<{ id: string; definition: JsonObject }[]> {
  return db.sql(
    `select id, definition from audiences where workspace_id = $1::uuid and origin = 'story'
       and definition->>'componentId' = any($2::text[])`,
    [workspaceId, componentIds],
  );
}

export type LastAnswer = { identity: string; answer: string; kind: string; at: Date };

/**
 * Users who answered the component, in the order of their identities after one of them: each with the last answer where
 * a user has one, else with the last of `answers` (none: any).
 */
export async function lastAnswers(
  db: Sql,
  where: { workspaceId: string; componentId: string; answers: string[] },
  after: string,
  limit: number,
): Promise<LastAnswer[]> {
  return db.sql<LastAnswer>(
    `select distinct on (identity) identity, answer, kind, at from story_answers
     where workspace_id = $1::uuid and component_id = $2::text and identity > $4::text
       and (cardinality($3::text[]) = 0 or answer = any($3::text[]) or kind = any($6::text[]))
     order by identity, at desc limit $5::int`,
    [where.workspaceId, where.componentId, where.answers, after, limit, oneAnswerKinds],
  );
}
