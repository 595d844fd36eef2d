import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { audienceInWorkspace } from "../views.ts";
import { type ImportRecord, importById } from "./import-store.ts";
import type { ImportView } from "./schema.ts";

function percentOf({ status, applied, accepted }: ImportRecord): number | null {
  if (status === "DONE") {
    return 100;
  }
  // Who is not in the file leaves after the last row of it.
  return status === "APPLYING" && accepted > 0 ? Math.min(99, Math.floor((100 * applied) / accepted)) : null;
}

export function importViewOf(record: ImportRecord): ImportView {
  return {
    ...record,
    percent: percentOf(record),
    createdAt: record.createdAt.toISOString(),
    endedAt: record.endedAt?.toISOString() ?? null,
  };
}

/** The import of that audience in the caller's workspace. Throws `not_found`. */
export async function importInWorkspace(
  ctx: Ctx,
  audienceId: string,
  importId: string,
): Promise<ImportRecord> {
  await audienceInWorkspace(ctx, audienceId);
  const found = await importById(ctx.db, { workspaceId: ctx.workspaceId, importId });
  if (found?.audienceId !== audienceId) {
    throw new Fault("not_found", "There is no such import of this audience.");
  }
  return found;
}
