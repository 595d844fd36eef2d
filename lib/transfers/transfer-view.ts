import { isAllowed } from "../access/authorise.ts";
import type { Ctx } from "../context.ts";
import { progressOf } from "../delivery/progress.ts";
import { Fault } from "../kernel/fault.ts";
import { partnerKit } from "../partners/catalog.ts";
import type { TransferFrequency } from "./frequencies.ts";
import type { TransferRunView, TransferView } from "./schema.ts";
import type { TransferRunRecord } from "./standing-store.ts";
import { mayEdit, mayReconcile, mayStop } from "./transfer-rules.ts";
import { type TransferRecord, transferById } from "./transfer-store.ts";

/** What a caller sees of a transfer. */
export function transferViewOf(ctx: Ctx, record: TransferRecord): TransferView {
  const frequency = record.frequency as TransferFrequency;
  const state = { status: record.status, frequency, partner: record.partner };
  const canWrite = isAllowed(ctx, "audiences.write");
  const follows = record.run_trigger === "continuous";
  const recent = record.run_started_at &&
    !follows && {
      records: Number(record.run_read ?? 0),
      sinceMs: record.run_started_at.getTime(),
      untilMs: ctx.clock.now().getTime(),
    };
  const progress = progressOf(
    {
      status: record.status,
      expected: record.run_expected === null ? null : Number(record.run_expected),
      read: Number(record.run_read ?? 0),
    },
    recent || null,
  );
  return {
    id: record.id,
    audienceId: record.audience_id,
    audienceName: record.audience_name,
    connectionId: record.connection_id,
    partner: record.partner,
    partnerName: partnerKit(record.partner).name,
    nickname: record.nickname,
    values: record.settings,
    frequency,
    everyHours: record.every_hours,
    status: record.status as TransferView["status"],
    outcome: record.outcome as TransferView["outcome"],
    outcomeReason: record.outcome_reason,
    ...progress,
    waiting: record.waiting,
    rejected: Number(record.last_rejected ?? 0),
    lastRunAt: record.last_run_at?.toISOString() ?? null,
    nextRunAt: record.next_run_at?.toISOString() ?? null,
    createdBy: record.created_by,
    createdAt: record.created_at.toISOString(),
    stoppedBy: record.stopped_by,
    stoppedAt: record.stopped_at?.toISOString() ?? null,
    may: {
      edit: mayEdit(state, canWrite),
      stop: mayStop(state, canWrite),
      reconcile: mayReconcile(state, canWrite),
    },
  };
}

/** The transfer of this id in the caller's workspace. Throws `not_found`. */
export async function transferInWorkspace(ctx: Ctx, id: string): Promise<TransferRecord> {
  const record = await transferById(ctx.db, ctx.workspaceId, id);
  if (!record) {
    throw new Fault("not_found", "There is no such transfer in this workspace.");
  }
  return record;
}

export function transferRunViewOf(ctx: Ctx, row: TransferRunRecord): TransferRunView {
  const until = row.ended_at ?? ctx.clock.now();
  const recent = row.started_at && {
    records: Number(row.read),
    sinceMs: row.started_at.getTime(),
    untilMs: until.getTime(),
  };
  const expected = row.expected === null ? null : Number(row.expected);
  const { percent, ratePerS } = progressOf({ status: row.status, expected, read: Number(row.read) }, recent);
  return {
    id: row.id,
    number: row.number,
    trigger: row.trigger as TransferRunView["trigger"],
    scope: row.scope as TransferRunView["scope"],
    status: row.status as TransferRunView["status"],
    outcome: row.outcome as TransferRunView["outcome"],
    outcomeReason: row.outcome_reason,
    waiting: row.waiting,
    expected,
    read: Number(row.read),
    accepted: Number(row.accepted),
    removed: Number(row.removed),
    rejected: Number(row.rejected),
    retried: row.retried,
    requests: row.batches,
    bytes: Number(row.bytes),
    percent,
    ratePerS,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
