import type { Queryable } from "../db/queryable.ts";

/** Gives what one person did with messages, and what they do not want any more, to another. */
export async function moveMessages(
  client: Queryable,
  workspaceId: string,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> {
  // One who wanted no messages wants none as somebody else either.
  await client.query(
    `with moved as (
       update message_engagements set person_id = $3 where workspace_id = $1 and person_id = $2),
     gone as (delete from channel_subscriptions where workspace_id = $1 and person_id = $2 returning *)
     insert into channel_subscriptions
       (workspace_id, person_id, channel, status, reason, origin_kind, origin_id, by, at)
     select $1, $3, channel, status, reason, origin_kind, origin_id, by, at from gone
     on conflict (workspace_id, person_id, channel) do nothing`,
    [workspaceId, fromId, intoId],
  );
}

/** Deletes what people did with messages and what they did not want. */
export async function eraseMessages(
  client: Queryable,
  workspaceId: string,
  profiles: readonly string[],
): Promise<void> {
  await client.query(
    `with engaged as (
       delete from message_engagements where workspace_id = $1::uuid and person_id = any($2::uuid[]))
     delete from channel_subscriptions where workspace_id = $1::uuid and person_id = any($2::uuid[])`,
    [workspaceId, profiles],
  );
}
