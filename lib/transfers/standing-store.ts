import type { Db } from "../db/client.ts";

export type StandingRow = {
  members: bigint;
  acknowledged: bigint;
  refused: bigint;
  to_send: bigint;
  to_remove: bigint;
};

/**
 * The audience beside what the partner holds of it, in one walk along both. Grouped and not joined: before the server has
 * statistics of what was just written it takes both for empty, and joins them by comparing everybody with everybody.
 */
export async function standingOf(
  db: Db,
  transfer: { workspaceId: string; transferId: string; audienceId: string; name: string },
): Promise<StandingRow> {
  const rows = await db.sql<StandingRow>(
    `select count(*) filter (where present) as members,
       count(*) filter (where present and holds = $4::text) as acknowledged,
       count(*) filter (where refused is not null) as refused,
       count(*) filter (where present and holds is distinct from $4::text and refused is null) as to_send,
       count(*) filter (where not present and holds is not null and refused is null) as to_remove
     from (select bool_or(present) as present, max(holds) as holds, max(refused) as refused from (
         select identity, present, null as holds, null as refused from audience_members
         where workspace_id = $1::uuid and audience_id = $3::uuid
         union all
         select identity, null, holds, refused from transfer_members
         where workspace_id = $1::uuid and transfer_id = $2::uuid) part
       group by identity) one
     where present is not null`,
    [transfer.workspaceId, transfer.transferId, transfer.audienceId, transfer.name],
  );
  const nothing = { members: 0n, acknowledged: 0n, refused: 0n, to_send: 0n, to_remove: 0n };
  return rows[0] ?? nothing;
}

export type TransferMemberRow = {
  identity: string;
  holds: string | null;
  refused: string | null;
  code: string | null;
  reason: string | null;
  run_id: string;
  at: Date;
};

const states = { refused: "refused is not null", acknowledged: "holds is not null and refused is null" };

/** Users of a transfer in one state, by identity. */
export async function transferMemberRows(
  db: Db,
  page: {
    workspaceId: string;
    transferId: string;
    state: keyof typeof states;
    search: string;
    after: string;
    limit: number;
  },
): Promise<TransferMemberRow[]> {
  return db.sql<TransferMemberRow>(
    `select identity, holds, refused, code, reason, run_id, at from transfer_members
     where workspace_id = $1::uuid and transfer_id = $2::uuid and ${states[page.state]} and identity > $3::text
       and ($4::text = '' or starts_with(identity, $4::text))
     order by identity limit $5::int`,
    [page.workspaceId, page.transferId, page.after, page.search, page.limit],
  );
}

export type TransferRunRecord = {
  id: string;
  number: number;
  trigger: string;
  scope: string;
  status: string;
  outcome: string | null;
  outcome_reason: string | null;
  waiting: string | null;
  expected: bigint | null;
  read: bigint;
  accepted: bigint;
  removed: bigint;
  rejected: bigint;
  retried: number;
  batches: number;
  bytes: bigint;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

/** Runs of a transfer, newest first, below the number `before`. */
export async function transferRunRows(
  db: Db,
  page: { workspaceId: string; transferId: string; before: number | null; limit: number },
): Promise<TransferRunRecord[]> {
  return db.sql<TransferRunRecord>(
    `select * from transfer_runs where workspace_id = $1::uuid and transfer_id = $2::uuid
       and ($3::int is null or number < $3::int) order by number desc limit $4::int`,
    [page.workspaceId, page.transferId, page.before, page.limit],
  );
}
