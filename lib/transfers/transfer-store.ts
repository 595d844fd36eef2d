import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";

export type TransferRecord = {
  id: string;
  audience_id: string;
  audience_name: string;
  connection_id: string;
  partner: string;
  nickname: string;
  settings: Record<string, string>;
  frequency: string;
  every_hours: number | null;
  next_run_at: Date | null;
  status: string;
  outcome: string | null;
  outcome_reason: string | null;
  waiting: string | null;
  position_tx: bigint;
  last_run_at: Date | null;
  stopped_by: string | null;
  stopped_at: Date | null;
  created_by: string;
  created_at: Date;
  run_trigger: string | null;
  run_expected: bigint | null;
  run_read: bigint | null;
  run_started_at: Date | null;
  last_rejected: bigint | null;
};

const viewOf = (page: string) => `
  select t.*, a.name as audience_name, c.nickname, run.trigger as run_trigger, run.expected as run_expected,
    run.read as run_read, run.started_at as run_started_at, last.rejected as last_rejected
  from (${page}) t
  join audiences a on a.workspace_id = t.workspace_id and a.id = t.audience_id
  join connections c on c.workspace_id = t.workspace_id and c.id = t.connection_id
  left join lateral (
    select r.trigger, r.expected, r.read, r.started_at from transfer_runs r
    where r.workspace_id = t.workspace_id and r.transfer_id = t.id and r.status = 'RUNNING'
    order by r.trigger = 'continuous', r.number desc limit 1
  ) run on t.status = 'RUNNING'
  left join lateral (
    select r.rejected from transfer_runs r where r.workspace_id = t.workspace_id and r.transfer_id = t.id
    order by r.number desc limit 1
  ) last on true
  order by t.id desc`;

export async function transferById(db: Db, workspaceId: string, id: string): Promise<TransferRecord | null> {
  const page = "select * from transfers where workspace_id = $1::uuid and id = $2::uuid";
  const rows = await db.sql<TransferRecord>(viewOf(page), [workspaceId, id]);
  return rows[0] ?? null;
}

export async function transferRows(
  db: Db,
  workspaceId: string,
  page: { audienceId?: string; connectionId?: string; before: string | null; limit: number },
): Promise<TransferRecord[]> {
  return db.sql<TransferRecord>(
    viewOf(`select * from transfers where workspace_id = $1::uuid and ($2::uuid is null or audience_id = $2::uuid)
      and ($3::uuid is null or connection_id = $3::uuid) and ($4::uuid is null or id < $4::uuid)
      order by id desc limit $5::int`),
    [workspaceId, page.audienceId ?? null, page.connectionId ?? null, page.before, page.limit],
  );
}

/** Transfers of an audience or to a connection, for rules between them. */
export async function transfersBeside(
  db: Db,
  workspaceId: string,
  connectionId: string,
): Promise<{ id: string; audienceId: string; audienceName: string; settings: unknown; status: string }[]> {
  const rows = await db.prisma.transfer.findMany({
    where: { workspaceId, connectionId },
    select: {
      id: true,
      audienceId: true,
      settings: true,
      status: true,
      audience: { select: { name: true } },
    },
  });
  return rows.map(({ audience, ...row }) => ({ ...row, audienceName: audience.name }));
}

export async function insertTransfer(db: Db, row: Prisma.TransferUncheckedCreateInput): Promise<void> {
  await db.prisma.transfer.create({ data: row });
}

export async function updateTransfer(
  db: Db,
  workspaceId: string,
  id: string,
  data: Prisma.TransferUncheckedUpdateInput,
): Promise<void> {
  await db.prisma.transfer.update({ where: { workspaceId_id: { workspaceId, id } }, data });
}

/** Whether a run of the transfer other than the one that follows the audience has not ended. */
export async function hasOpenRun(db: Db, workspaceId: string, transferId: string): Promise<boolean> {
  const open = await db.prisma.transferRun.findFirst({
    where: {
      workspaceId,
      transferId,
      status: { in: ["PENDING", "RUNNING"] },
      trigger: { not: "continuous" },
    },
    select: { id: true },
  });
  return open !== null;
}

/** Ends the run that follows the audience, where there is one; others go on. */
export async function endContinuousRun(
  db: Db,
  end: { workspaceId: string; transferId: string; reason: string; now: Date },
): Promise<void> {
  await db.prisma.transferRun.updateMany({
    where: {
      workspaceId: end.workspaceId,
      transferId: end.transferId,
      status: { in: ["PENDING", "RUNNING"] },
      trigger: "continuous",
    },
    data: {
      status: "DONE",
      outcome: "accepted",
      outcomeReason: end.reason,
      waiting: null,
      lease: null,
      endedAt: end.now,
    },
  });
}
