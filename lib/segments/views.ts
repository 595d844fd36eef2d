import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { definition } from "./definition.ts";
import type { SegmentRow, SegmentView } from "./schema.ts";
import { type SegmentRecord, segmentsById } from "./segment-store.ts";

/** The segment in the caller's workspace. Throws `not_found`. */
export async function segmentInWorkspace(ctx: Ctx, id: string): Promise<SegmentRecord> {
  const [record] = await segmentsById(ctx.db, ctx.workspaceId, [id]);
  if (!record) {
    throw new Fault("not_found", "There is no such segment in this workspace.");
  }
  return record;
}

export function segmentRowOf(record: SegmentRecord): SegmentRow {
  return {
    id: record.id,
    name: record.name,
    description: record.description,
    labels: record.labels,
    kind: record.kind,
    state: record.state,
    problem: record.problem,
    people: record.people,
    countedAt: record.countedAt?.toISOString() ?? null,
    createdBy: record.createdBy,
    createdAt: record.createdAt.toISOString(),
    changedAt: record.changedAt.toISOString(),
    archivedAt: record.archivedAt?.toISOString() ?? null,
  };
}

export function segmentViewOf(record: SegmentRecord): SegmentView {
  return {
    ...segmentRowOf(record),
    definition: definition.safeParse(record.definition).data ?? null,
    refreshAt: record.refreshAt?.toISOString() ?? null,
    drift:
      record.drift === null || !record.driftAt
        ? null
        : { people: record.drift, at: record.driftAt.toISOString() },
  };
}
