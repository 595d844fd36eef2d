import type { Db, Querying } from "../db/client.ts";
import type { JsonObject } from "../kernel/json.ts";
import { storableJson } from "./storable.ts";

type Place = { partner: string; account: string };

/** `ts`: when it happened, in seconds since 1970. */
export type NewEvent = { identity: string; name: string; ts: number; data: JsonObject };

/** Keeps events in their order, each as one more: a repeat is a second event. */
export async function insertEvents(
  tx: Querying,
  { partner, account }: Place,
  events: NewEvent[],
): Promise<void> {
  if (events.length === 0) {
    return;
  }
  await tx.query(
    `insert into sandbox_events (partner, account, identity, name, ts, data)
     select $1, $2, identity, name, ts, data::jsonb
     from unnest($3::text[], $4::text[], $5::bigint[], $6::text[]) with ordinality as g(identity, name, ts, data, n)
     order by n`,
    [
      partner,
      account,
      events.map((event) => event.identity),
      events.map((event) => event.name),
      events.map((event) => event.ts),
      events.map((event) => storableJson(event.data)),
    ],
  );
}

export type EventRow = { id: string; identity: string; name: string; ts: number; data: JsonObject };

const columns = `e.id::text, e.identity, e.name, e.ts::float8 as ts, e.data`;

/** Events of a name from `from` until before `to`, after `after`, in the order of their time, with their user's properties. */
export async function eventsNamed(
  db: Db,
  { partner, account }: Place,
  page: { name: string; from: number; to: number; after: { ts: number; id: string }; limit: number },
): Promise<(EventRow & { properties: JsonObject | null })[]> {
  return db.sql(
    `select ${columns}, u.properties from sandbox_events e
     left join sandbox_users u on u.partner = e.partner and u.account = e.account and u.identity = e.identity
     where e.partner = $1 and e.account = $2 and e.name = $3 and e.ts >= $4::bigint and e.ts < $5::bigint
       and (e.ts, e.id) > ($6::bigint, $7::bigint) order by e.ts, e.id limit $8::int`,
    [partner, account, page.name, page.from, page.to, page.after.ts, page.after.id, page.limit],
  );
}

/** What an account's users did, the newest first; of one user where `identity` says so. */
export async function newestEvents(
  db: Db,
  { partner, account }: Place,
  page: { identity: string; before: string | null; limit: number },
): Promise<(EventRow & { receivedAt: Date })[]> {
  return db.sql(
    `select ${columns}, e.received_at as "receivedAt" from sandbox_events e
     where e.partner = $1 and e.account = $2 and ($3 = '' or e.identity = $3)
       and ($4::bigint is null or e.id < $4::bigint) order by e.id desc limit $5::int`,
    [partner, account, page.identity, page.before, page.limit],
  );
}
