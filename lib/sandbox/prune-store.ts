import type { Db } from "../db/client.ts";
import { BUS } from "./rules/deliveries-store.ts";

/** How long the sandbox keeps what it received. */
export const KEEP_DAYS = 30;

/**
 * Forgets messages and users' events that each account received before then, with what rules passed on of them; counts and users
 * stay. At most `limit` of each account, so that no statement grows with what has gathered. Resolves how many rows went.
 */
export async function deleteOldest(db: Db, before: Date, limit: number): Promise<number> {
  const oldest = (table: string, key: string) => `
    select a.partner, a.account, oldest.* from sandbox_accounts a cross join lateral (
      select o.${key}, o.received_at from ${table} o where o.partner = a.partner and o.account = a.account order by o.id limit $2::int
    ) oldest where oldest.received_at < $1::timestamptz`;
  const rows = await db.sql<{ gone: number }>(
    `with messages as (
       delete from sandbox_messages m using (${oldest("sandbox_messages", "message_id")}) old
       where m.partner = old.partner and m.account = old.account and m.message_id = old.message_id
       returning m.partner, m.account, m.message_id
     ), deliveries as (
       delete from sandbox_deliveries d using messages m
       where m.partner = '${BUS}' and d.account = m.account and d.message_id = m.message_id
     ), events as (
       delete from sandbox_events e using (${oldest("sandbox_events", "id")}) old
       where e.partner = old.partner and e.account = old.account and e.id = old.id
       returning 1
     ) select ((select count(*) from messages) + (select count(*) from events))::int as gone`,
    [before.toISOString(), limit],
  );
  return rows[0]?.gone ?? 0;
}
