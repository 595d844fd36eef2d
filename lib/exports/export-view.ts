import { isAllowed } from "../access/authorise.ts";
import type { Ctx } from "../context.ts";
import { progressOf } from "../delivery/progress.ts";
import { Fault } from "../kernel/fault.ts";
import { parse } from "../kernel/parse.ts";
import { partnerKit } from "../partners/catalog.ts";
import { mayEdit, mayStop } from "./edit-rules.ts";
import { type ExportRecord, exportById } from "./export-store.ts";
import { type ExportRow, type ExportView, exportRange, exportView } from "./schema.ts";

/** What a list shows of an export to this caller. */
export function exportRowOf(ctx: Ctx, record: ExportRecord): ExportRow {
  const state = {
    status: record.status,
    frequency: record.frequency as ExportRow["frequency"],
    dataType: record.data_type as ExportRow["dataType"],
  };
  const recent =
    record.recent_records !== null && record.recent_since !== null
      ? {
          records: Number(record.recent_records),
          sinceMs: record.recent_since.getTime(),
          untilMs: ctx.clock.now().getTime(),
        }
      : null;
  const run = {
    status: record.status,
    expected: record.run_expected === null ? null : Number(record.run_expected),
    read: Number(record.run_read ?? 0),
  };
  const canWrite = isAllowed(ctx, "exports.write");
  return {
    ...state,
    id: record.id,
    connectionId: record.connection_id,
    partner: record.partner,
    partnerName: partnerKit(record.partner).name,
    nickname: record.nickname,
    eventNames: record.event_names,
    format: record.format,
    everyHours: record.every_hours,
    status: record.status as ExportRow["status"],
    outcome: record.outcome as ExportRow["outcome"],
    outcomeReason: record.outcome_reason,
    ...progressOf(run, recent),
    waiting: record.waiting,
    exportedOn: record.created_at.toISOString(),
    startAt: record.start_at.toISOString(),
    lastRunAt: record.last_run_at?.toISOString() ?? null,
    nextRunAt: record.next_run_at?.toISOString() ?? null,
    accepted: Number(record.accepted),
    rejected: Number(record.rejected),
    createdBy: record.created_by,
    stoppedBy: record.stopped_by,
    stoppedAt: record.stopped_at?.toISOString() ?? null,
    version: record.version,
    may: {
      view: { allowed: true, reason: null },
      edit: mayEdit(state, canWrite),
      stop: mayStop(state, canWrite),
    },
  };
}

export function exportViewOf(ctx: Ctx, record: ExportRecord): ExportView {
  return {
    ...exportRowOf(ctx, record),
    identifierPriority: parse(exportView.shape.identifierPriority, record.identifier_priority),
    range: record.range === null ? null : parse(exportRange, record.range),
    rangeFrom: record.range_from?.toISOString() ?? null,
    rangeTo: record.range_to?.toISOString() ?? null,
    timeZone: record.time_zone,
  };
}

/** The export of this id in the caller's workspace. Throws `not_found`. */
export async function exportInWorkspace(ctx: Ctx, id: string): Promise<ExportRecord> {
  const record = await exportById(ctx.db, ctx.workspaceId, id);
  if (!record) {
    throw new Fault("not_found", "There is no such export in this workspace.");
  }
  return record;
}
