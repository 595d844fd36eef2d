import type { Db } from "../db/client.ts";
import type { Json } from "../kernel/json.ts";
import { BUS, clearDeliveries } from "./rules/deliveries-store.ts";

export type AccountCounts = {
  requests: number;
  refused: number;
  messages: number;
  repeats: number;
  differing: number;
  dropped: number;
  lastSeenAt: Date | null;
  faults: unknown;
};

/** What each account counted; accounts that nothing ever reached are absent. */
export async function accountCounts(
  db: Db,
  partner: string,
  accounts: string[],
): Promise<Map<string, AccountCounts>> {
  const rows = await db.prisma.sandboxAccount.findMany({ where: { partner, account: { in: accounts } } });
  return new Map(
    rows.map((row) => [
      row.account,
      {
        requests: Number(row.requests),
        refused: Number(row.refused),
        messages: Number(row.messages),
        repeats: Number(row.repeats),
        differing: Number(row.differing),
        dropped: Number(row.dropped),
        lastSeenAt: row.lastSeenAt,
        faults: row.faults,
      },
    ]),
  );
}

export type MessageRow = {
  id: string;
  messageId: string;
  receivedAt: Date;
  copies: number;
  differing: number;
  problem: string | null;
  body: Json;
};

const columns = `id::text, message_id as "messageId", received_at as "receivedAt", copies, differing, problem, body`;
/** A search reads this many of the newest messages at most, so that it never walks through millions. */
export const SEARCHED_MESSAGES = 100_000;

/** Messages of an account, newest first; `search` matches anywhere in the messageId or the body. */
export async function newestMessages(
  db: Db,
  page: { partner: string; account: string; search: string; before: string | null; limit: number },
): Promise<MessageRow[]> {
  const pattern = `%${page.search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return db.sql<MessageRow>(
    `select ${columns} from (
       select * from sandbox_messages
       where partner = $1 and account = $2 and ($3::bigint is null or id < $3::bigint)
       order by id desc limit $6::int
     ) newest
     where $4 = '%%' or message_id ilike $4 or body::text ilike $4
     order by newest.id desc limit $5::int`,
    [
      page.partner,
      page.account,
      page.before,
      pattern,
      page.limit,
      page.search === "" ? page.limit : SEARCHED_MESSAGES,
    ],
  );
}

export async function messageById(
  db: Db,
  where: { partner: string; account: string; id: string },
): Promise<MessageRow | null> {
  const rows = await db.sql<MessageRow>(
    `select ${columns} from sandbox_messages where partner = $1 and account = $2 and id = $3::bigint`,
    [where.partner, where.account, where.id],
  );
  return rows[0] ?? null;
}

/** Forgets an account's messages and counts and what came of them; its faults stay. */
export async function clearMessages(db: Db, partner: string, account: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.sql(`delete from sandbox_messages where partner = $1 and account = $2`, [partner, account]);
    await tx.sql(`delete from sandbox_users where partner = $1 and account = $2`, [partner, account]);
    await tx.sql(`delete from sandbox_events where partner = $1 and account = $2`, [partner, account]);
    if (partner === BUS) {
      await clearDeliveries(tx, account);
    }
    await tx.sql(`delete from sandbox_audiences where partner = $1 and account = $2`, [partner, account]);
    await tx.sql(
      `update sandbox_accounts set requests = 0, refused = 0, messages = 0, repeats = 0, differing = 0, dropped = 0
       where partner = $1 and account = $2`,
      [partner, account],
    );
  });
}
