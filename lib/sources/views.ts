import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { SourceView, WriteKeyView } from "./schema.ts";
import { type SourceRow, selectSource, type WriteKey } from "./store.ts";

/** The source in the caller's workspace. Throws `not_found` for another's or an archived one. */
export async function sourceInWorkspace(ctx: Ctx, id: string): Promise<SourceRow> {
  const source = await selectSource(ctx.db, ctx.workspaceId, id);
  if (!source) {
    throw new Fault("not_found", "There is no such source in this workspace.");
  }
  return source;
}

export function sourceViewOf(row: SourceRow): SourceView {
  return {
    id: row.id,
    name: row.name,
    platform: row.platform as SourceView["platform"],
    enabled: row.enabled,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    liveKeys: row.liveKeys,
    lastCallAt: row.lastCallAt?.toISOString() ?? null,
  };
}

export function writeKeyViewOf(row: WriteKey): WriteKeyView {
  return {
    id: row.id,
    name: row.name,
    last4: row.last4,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
