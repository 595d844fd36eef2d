import type { Db } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";

export type ShelfState = "open" | "retried" | "discarded" | "all";

export type ShelfFilter = {
  state: ShelfState;
  code: string | null;
  name: string | null;
  /** text to look for, and the profiles that it names */
  search: { text: string; people: string[] } | null;
  /** only these rows; null: whichever */
  ids: string[] | null;
};

export type ShelfRow = {
  id: string;
  at: Date;
  tx: string | null;
  seq: string | null;
  eventName: string | null;
  personId: string | null;
  who: string | null;
  messageId: string | null;
  code: string;
  reason: string;
  retriedIn: string | null;
  discardedAt: Date | null;
  discardedBy: string | null;
  request: unknown;
  answer: unknown;
};

type Of = { workspaceId: string; destinationId: string };

const states: Record<ShelfState, string> = {
  open: "l.retried_in is null and l.discarded_at is null",
  retried: "l.retried_in is not null",
  discarded: "l.discarded_at is not null",
  all: "true",
};

/** What stands on the shelf of $1, $2 and matches $3 to $8. */
const matching = (state: ShelfState) => `l.workspace_id = $1::uuid and l.origin_id = $2::uuid
  and l.verdict = 'rejected' and ${states[state]}
  and ($3::text is null or l.code = $3::text) and ($4::text is null or l.event_name = $4::text)
  and ($5::text is null or l.reason ilike $5::text or l.message_id = $6::text or l.identity = $6::text
    or l.person_id = any($7::uuid[]))
  and ($8::uuid[] is null or l.id = any($8::uuid[]))`;

function valuesOf({ workspaceId, destinationId }: Of, filter: ShelfFilter): unknown[] {
  const text = filter.search?.text ?? null;
  return [
    workspaceId,
    destinationId,
    filter.code,
    filter.name,
    text === null ? null : `%${likeLiteral(text)}%`,
    text,
    filter.search?.people ?? [],
    filter.ids,
  ];
}

/** A page of the shelf, newest first, after the id of the last one seen. */
export async function shelfRows(
  db: Db,
  of: Of,
  filter: ShelfFilter,
  page: { after: string | null; limit: number },
): Promise<ShelfRow[]> {
  return db.sql<ShelfRow>(
    `select l.id::text, l.at, l.event_tx::text as tx, l.event_seq::text as seq, l.event_name as "eventName",
       l.person_id::text as "personId",
       (select coalesce(nullif(p.user_id, ''), nullif(p.email, ''), nullif(p.anonymous_id, '')) from people p
         where p.workspace_id = $1::uuid and p.id = l.person_id) as who, l.message_id as "messageId", l.code, l.reason, l.retried_in::text as "retriedIn",
       l.discarded_at as "discardedAt", l.discarded_by as "discardedBy", l.request, l.answer
     from ledger_entries l where ${matching(filter.state)} and ($9::uuid is null or l.id < $9::uuid)
     order by l.id desc limit $10::int`,
    [...valuesOf(of, filter), page.after, page.limit],
  );
}

export async function shelfTotal(db: Db, of: Of, filter: ShelfFilter): Promise<number> {
  const rows = await db.sql<{ total: number }>(
    `select count(*)::int as total from ledger_entries l where ${matching(filter.state)}`,
    valuesOf(of, filter),
  );
  return rows[0]?.total ?? 0;
}

// Locked in the order of their ids by everybody; whoever comes second finds them taken and gets none of them.
const taken = (state: ShelfState) => `chosen as materialized (
    select l.workspace_id, l.id from ledger_entries l where ${matching(state)} and l.event_seq is not null
    order by l.id for update
  )`;

export type Claim = { count: number; tx: bigint; seq: bigint };

/** Marks the open rows that match as sent again in `replayId`. Tells how many, and the last call among them. */
export async function claimForReplay(
  db: Db,
  of: Of,
  filter: Omit<ShelfFilter, "state">,
  replayId: string,
): Promise<Claim> {
  const rows = await db.sql<Claim>(
    `with ${taken("open")}, claimed as (
       update ledger_entries l set retried_in = $9::uuid from chosen c
       where l.workspace_id = c.workspace_id and l.id = c.id and l.retried_in is null and l.discarded_at is null
       returning l.event_tx, l.event_seq
     ), last as (select event_tx, event_seq from claimed order by event_tx desc, event_seq desc limit 1)
     select (select count(*)::int from claimed) as count, coalesce((select event_tx from last), 0) as tx,
       coalesce((select event_seq from last), 0) as seq`,
    [...valuesOf(of, { ...filter, state: "open" }), replayId],
  );
  return rows[0] ?? { count: 0, tx: 0n, seq: 0n };
}

/** Takes the open rows that match from the shelf. Tells how many. */
export async function discardRows(
  db: Db,
  of: Of,
  filter: Omit<ShelfFilter, "state">,
  by: { name: string; now: Date },
): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    `with ${taken("open")}, discarded as (
       update ledger_entries l set discarded_at = $9::timestamptz, discarded_by = $10 from chosen c
       where l.workspace_id = c.workspace_id and l.id = c.id and l.retried_in is null and l.discarded_at is null
       returning 1
     ) select count(*)::int as count from discarded`,
    [...valuesOf(of, { ...filter, state: "open" }), by.now, by.name],
  );
  return rows[0]?.count ?? 0;
}

/** Puts back what a retry that was stopped has neither sent nor decided. */
export async function returnUnsent(db: Db, of: Of, replayId: string): Promise<void> {
  await db.sql(
    `update ledger_entries l set retried_in = null
     from destination_replays r
     where r.workspace_id = $1::uuid and r.id = $3::uuid and l.workspace_id = $1::uuid and l.origin_id = $2::uuid
       and l.verdict = 'rejected' and l.retried_in = r.id
       and (l.event_tx, l.event_seq) > (r.cursor_tx, r.cursor_seq)
       and not exists (select 1 from destination_batches b where b.workspace_id = $1::uuid
         and b.destination_id = $2::uuid and b.replay_id = r.id and l.event_seq = any(b.seqs))`,
    [of.workspaceId, of.destinationId, replayId],
  );
}
