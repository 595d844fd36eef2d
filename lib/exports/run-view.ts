import type { Ctx } from "../context.ts";
import { progressOf } from "../delivery/progress.ts";
import { Fault } from "../kernel/fault.ts";
import { type RunRecord, runById } from "./run-list-store.ts";
import type { RunView } from "./schema.ts";

export function runViewOf(ctx: Ctx, record: RunRecord): RunView {
  const nowMs = ctx.clock.now().getTime();
  const expected = record.expected === null ? null : Number(record.expected);
  const read = Number(record.read);
  const recent =
    record.recent_records !== null && record.recent_since !== null
      ? { records: Number(record.recent_records), sinceMs: record.recent_since.getTime(), untilMs: nowMs }
      : null;
  const endMs = record.ended_at?.getTime() ?? nowMs;
  return {
    id: record.id,
    exportId: record.export_id,
    number: record.number,
    trigger: record.trigger as RunView["trigger"],
    status: record.status as RunView["status"],
    outcome: record.outcome as RunView["outcome"],
    outcomeReason: record.outcome_reason,
    waiting: record.waiting,
    ...progressOf({ status: record.status, expected, read }, recent),
    expected,
    read,
    accepted: Number(record.accepted),
    rejected: Number(record.rejected),
    retried: record.retried,
    bytes: Number(record.bytes),
    createdAt: record.created_at.toISOString(),
    startedAt: record.started_at?.toISOString() ?? null,
    endedAt: record.ended_at?.toISOString() ?? null,
    durationMs: record.started_at ? Math.max(0, endMs - record.started_at.getTime()) : null,
  };
}

/** The run of this export in the caller's workspace. Throws `not_found`. */
export async function runInWorkspace(ctx: Ctx, exportId: string, runId: string): Promise<RunRecord> {
  const record = await runById(ctx.db, ctx.workspaceId, exportId, runId);
  if (!record) {
    throw new Fault("not_found", "There is no such run of this export.");
  }
  return record;
}
