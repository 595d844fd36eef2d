import type { Db, Querying } from "../../db/client.ts";
import type { JsonObject } from "../../kernel/json.ts";

/** The partner whose accounts are buses, on which rules are. */
export const BUS = "eventbridge";

/** Longer than a batch of tries takes; after it, whoever took it is thought to be gone, and it is tried again. */
const LEASE_SECONDS = 120;

/** Puts events that came to an account on their way through the rules on its bus, in the transaction that keeps them. */
export async function queueDeliveries(tx: Querying, account: string, messageIds: string[]): Promise<void> {
  await tx.query({
    name: "sandbox-queue-deliveries",
    text: `insert into sandbox_deliveries (account, message_id, workspace_id, due_at)
      select account, message_id, workspace_id, now()
      from sandbox_rules cross join unnest($2::text[]) with ordinality as given(message_id, place) where account = $1
      order by place on conflict do nothing`,
    values: [account, messageIds],
  });
}

export type Due = {
  account: string;
  messageId: string;
  workspaceId: string;
  createdAt: Date;
  /** this one included */
  tries: number;
  body: JsonObject;
  /** null: the rule is gone */
  sealedKey: string | null;
};

/** Takes what is due, in the order in which it came; one that another process has is left to it. */
export async function takeDue(db: Db, limit: number): Promise<Due[]> {
  return db.sql<Due>(
    `with due as (
       select d.account, d.message_id, d.workspace_id, m.body
       from sandbox_deliveries d
       join sandbox_messages m on m.partner = '${BUS}' and m.account = d.account and m.message_id = d.message_id
       where d.due_at <= now() order by d.due_at, d.id limit $1::int for update of d skip locked
     ), taken as (
       update sandbox_deliveries d set tries = tries + 1, due_at = now() + $2::int * interval '1 second'
       from due where (d.account, d.message_id, d.workspace_id) = (due.account, due.message_id, due.workspace_id)
       returning d.account, d.message_id, d.workspace_id, d.created_at, d.tries, d.id, due.body
     )
     select t.account, t.message_id as "messageId", t.workspace_id as "workspaceId", t.created_at as "createdAt",
       t.tries, t.body, r.sealed_key as "sealedKey"
     from taken t left join sandbox_rules r using (workspace_id, account) order by t.id`,
    [limit, LEASE_SECONDS],
  );
}

export type Outcome = Pick<Due, "account" | "messageId" | "workspaceId"> & {
  delivered: boolean;
  status: number | null;
  answer: string;
  /** null: it is over */
  nextAt: Date | null;
};

/** Books what came of tries, and counts those that are over at their rules. */
export async function bookOutcomes(db: Db, outcomes: Outcome[]): Promise<void> {
  await db.sql(
    `with given as (
       select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bool[], $5::int[], $6::text[], $7::timestamptz[])
         as given(account, message_id, workspace_id, delivered, status, answer, next_at)
     ), booked as (
       update sandbox_deliveries d set status = given.status, answer = given.answer, due_at = given.next_at
       from given
       where (d.account, d.message_id, d.workspace_id) = (given.account, given.message_id, given.workspace_id)
         and d.due_at is not null
       returning d.workspace_id, d.account, given.delivered, given.next_at
     )
     update sandbox_rules r set delivered = r.delivered + c.delivered, failed = r.failed + c.failed
     from (
       select workspace_id, account, count(*) filter (where delivered) as delivered,
         count(*) filter (where not delivered and next_at is null) as failed
       from booked group by 1, 2
     ) c where (r.workspace_id, r.account) = (c.workspace_id, c.account)`,
    [
      outcomes.map((one) => one.account),
      outcomes.map((one) => one.messageId),
      outcomes.map((one) => one.workspaceId),
      outcomes.map((one) => one.delivered),
      outcomes.map((one) => one.status),
      outcomes.map((one) => one.answer),
      outcomes.map((one) => one.nextAt),
    ],
  );
}

/** In how many milliseconds the next one is due; null when none waits. */
export async function nextDueIn(db: Db): Promise<number | null> {
  const [row] = await db.sql<{ ms: number | null }>(
    `select extract(epoch from min(due_at) - now())::float8 * 1000 as ms from sandbox_deliveries`,
  );
  return row?.ms ?? null;
}

export type DeliveryRow = {
  messageId: string;
  tries: number;
  status: number | null;
  answer: string;
  nextAt: Date | null;
};

/** What became of these events on their way to a workspace. */
export async function deliveriesOf(
  db: Db,
  where: { workspaceId: string; account: string; messageIds: string[] },
): Promise<Map<string, DeliveryRow>> {
  const rows = await db.sql<DeliveryRow>(
    `select message_id as "messageId", tries, status, answer, due_at as "nextAt" from sandbox_deliveries
     where workspace_id = $1::uuid and account = $2 and message_id = any($3::text[])`,
    [where.workspaceId, where.account, where.messageIds],
  );
  return new Map(rows.map((row) => [row.messageId, row]));
}

/** Forgets what went through an account's rules, and what waits to. */
export async function clearDeliveries(tx: Db, account: string): Promise<void> {
  await tx.sql(`delete from sandbox_deliveries where account = $1`, [account]);
  await tx.sql(`update sandbox_rules set delivered = 0, failed = 0 where account = $1`, [account]);
}
