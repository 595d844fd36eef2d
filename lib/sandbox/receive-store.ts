import type { Db, Querying } from "../db/client.ts";
import type { SandboxReceived, SandboxRecord } from "./kit.ts";

export type ReceivedRecords = {
  partner: string;
  account: string;
  records: SandboxRecord[];
  keep?: SandboxReceived["keep"];
};
export type AccountTally = { partner: string; account: string; requests: number; refused: number };

// One statement for everything that waits, whatever the account. Rows come sorted by key, so that two writers that
// share messageIds cannot deadlock.
const receiveSql = `
with given as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::int[])
    as given(partner, account, message_id, copies, body, problem, differing)
), written as (
  insert into sandbox_messages as kept (partner, account, message_id, received_at, copies, differing, body, problem)
  select partner, account, message_id, now(), copies, differing, body::jsonb, problem from given
  on conflict (partner, account, message_id) do update set
    copies = kept.copies + excluded.copies,
    differing = kept.differing + excluded.differing + (kept.body <> excluded.body)::int,
    problem = case when kept.problem is null then null else excluded.problem end
  returning partner, account, message_id, (xmax = 0) as fresh, problem is not null as dropped,
    case when xmax = 0 then null else body end as first_body
), counted as (
  select written.partner, written.account,
    count(*) filter (where fresh and not dropped) as messages,
    coalesce(sum(given.copies - fresh::int) filter (where not dropped), 0) as repeats,
    sum(given.differing + coalesce(first_body <> given.body::jsonb, false)::int) as differing,
    coalesce(sum(given.copies) filter (where dropped), 0) as dropped
  from written join given using (partner, account, message_id)
  group by 1, 2
)
insert into sandbox_accounts as kept (partner, account, messages, repeats, differing, dropped, last_seen_at)
select partner, account, messages, repeats, differing, dropped, now() from counted order by 1, 2
on conflict (partner, account) do update set
  messages = kept.messages + excluded.messages,
  repeats = kept.repeats + excluded.repeats,
  differing = kept.differing + excluded.differing,
  dropped = kept.dropped + excluded.dropped,
  last_seen_at = excluded.last_seen_at`;

type Row = SandboxRecord & { partner: string; account: string; copies: number; differing: number };

function distinctRows(received: ReceivedRecords[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { partner, account, records } of received) {
    for (const record of records) {
      const key = `${partner} ${account} ${record.messageId}`;
      const known = rows.get(key);
      if (known) {
        known.copies += 1;
        known.differing += known.body === record.body ? 0 : 1;
      } else {
        const { messageId, body, problem } = record;
        rows.set(key, { partner, account, copies: 1, differing: 0, messageId, body, problem });
      }
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

async function insertRecords(on: Querying, received: ReceivedRecords[]): Promise<void> {
  const rows = distinctRows(received);
  await on.query({
    name: "sandbox-receive",
    text: receiveSql,
    values: [
      rows.map((row) => row.partner),
      rows.map((row) => row.account),
      rows.map((row) => row.messageId),
      rows.map((row) => row.copies),
      rows.map((row) => row.body),
      rows.map((row) => row.problem),
      rows.map((row) => row.differing),
    ],
  });
}

/** Keeps records, once per messageId, and what comes with them; committed when it resolves. */
export async function keepRecords(db: Db, received: ReceivedRecords[]): Promise<void> {
  const more = received.flatMap(({ keep }) => (keep ? [keep] : []));
  if (more.length === 0) {
    return insertRecords(db.pool, received);
  }
  const connection = await db.pool.connect();
  try {
    await connection.query("begin");
    // First, because it locks the accounts' rows in order: what follows is alone with its account.
    await insertRecords(connection, received);
    for (const keep of more) {
      await keep(connection);
    }
    await connection.query("commit");
  } catch (error) {
    await connection.query("rollback");
    throw error;
  } finally {
    connection.release();
  }
}

/** Adds to the accounts' counts of requests. */
export async function addTallies(db: Db, tallies: AccountTally[]): Promise<void> {
  const sorted = [...tallies].sort((a, b) => (a.account < b.account ? -1 : 1));
  await db.pool.query(
    `insert into sandbox_accounts as kept (partner, account, requests, refused, last_seen_at)
     select *, now() from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
     on conflict (partner, account) do update set requests = kept.requests + excluded.requests,
       refused = kept.refused + excluded.refused, last_seen_at = now()`,
    [
      sorted.map((tally) => tally.partner),
      sorted.map((tally) => tally.account),
      sorted.map((tally) => tally.requests),
      sorted.map((tally) => tally.refused),
    ],
  );
}

/** The accounts that misbehave on purpose. */
export async function faultyAccounts(
  db: Db,
): Promise<{ partner: string; account: string; faults: unknown }[]> {
  const answer = await db.pool.query<{ partner: string; account: string; faults: unknown }>(
    `select partner, account, faults from sandbox_accounts where faults <> '{}'`,
  );
  return answer.rows;
}

export async function writeFaults(
  db: Db,
  change: { partner: string; account: string; faults: object },
): Promise<void> {
  await db.sql(
    `insert into sandbox_accounts (partner, account, faults) values ($1, $2, $3::jsonb)
     on conflict (partner, account) do update set faults = excluded.faults`,
    [change.partner, change.account, JSON.stringify(change.faults)],
  );
}

/** Ends faults that ran out, unless somebody has set others meanwhile. */
export async function endFaults(
  db: Db,
  ended: { partner: string; account: string; faults: object },
): Promise<void> {
  await db.sql(
    `update sandbox_accounts set faults = '{}' where partner = $1 and account = $2 and faults = $3::jsonb`,
    [ended.partner, ended.account, JSON.stringify(ended.faults)],
  );
}
