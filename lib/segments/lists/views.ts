import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { SegmentRecord } from "../segment-store.ts";
import { segmentInWorkspace } from "../views.ts";
import { type ListImportRecord, listImportById } from "./list-import-store.ts";
import type { ListImportView } from "./schema.ts";

function percentOf({ status, applied, accepted }: ListImportRecord): number | null {
  if (status === "DONE") {
    return 100;
  }
  // Who is not in the file leaves after the last row of it.
  return status === "APPLYING" && accepted > 0 ? Math.min(99, Math.floor((100 * applied) / accepted)) : null;
}

export function listImportViewOf(record: ListImportRecord): ListImportView {
  return {
    ...record,
    percent: percentOf(record),
    createdAt: record.createdAt.toISOString(),
    endedAt: record.endedAt?.toISOString() ?? null,
  };
}

/** The list in the caller's workspace. Throws `not_found`, also for a segment that is no list. */
export async function listInWorkspace(ctx: Ctx, id: string): Promise<SegmentRecord> {
  const found = await segmentInWorkspace(ctx, id);
  if (found.kind !== "list") {
    throw new Fault("not_found", "There is no such list in this workspace.");
  }
  return found;
}

/** The import of that list in the caller's workspace. Throws `not_found`. */
export async function listImportInWorkspace(
  ctx: Ctx,
  segmentId: string,
  importId: string,
): Promise<ListImportRecord> {
  await listInWorkspace(ctx, segmentId);
  const found = await listImportById(ctx.db, { workspaceId: ctx.workspaceId, importId });
  if (found?.segmentId !== segmentId) {
    throw new Fault("not_found", "There is no such import of this list.");
  }
  return found;
}
