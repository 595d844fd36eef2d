import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type AudienceRecord, audienceById } from "./audience-store.ts";
import type { AudienceKey } from "./key-store.ts";
import type { AudienceKeyView, AudienceRow, AudienceView } from "./schema.ts";
import { dayTrends } from "./size-store.ts";
import { usesOf } from "./uses.ts";

export const TREND_DAYS = 14;

/** The audience in the caller's workspace. Throws `not_found`. */
export async function audienceInWorkspace(ctx: Ctx, id: string): Promise<AudienceRecord> {
  const record = await audienceById(ctx.db, ctx.workspaceId, id);
  if (!record) {
    throw new Fault("not_found", "There is no such audience in this workspace.");
  }
  return record;
}

/** Rows of a list, with what uses each and how its size went; a few statements however many. */
export async function audienceRowsOf(ctx: Ctx, records: AudienceRecord[]): Promise<AudienceRow[]> {
  const ids = records.map((record) => record.id);
  const uses = await usesOf(ctx, ids);
  const trends = await dayTrends(ctx.db, ctx.workspaceId, ids, { now: ctx.clock.now(), days: TREND_DAYS });
  return records.map((record) => ({
    id: record.id,
    name: record.name,
    description: record.description,
    origin: record.origin,
    size: record.size,
    trend: trends.get(record.id) ?? [],
    changedAt: record.changedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    createdBy: record.createdBy,
    usedBy: uses.get(record.id) ?? [],
  }));
}

export async function audienceViewOf(ctx: Ctx, record: AudienceRecord): Promise<AudienceView> {
  const [row] = await audienceRowsOf(ctx, [record]);
  if (!row) {
    throw new Error("One record makes one row.");
  }
  return { ...row, token: record.token, definition: record.definition };
}

export function keyViewOf(key: AudienceKey): AudienceKeyView {
  return {
    id: key.id,
    last4: key.last4,
    createdBy: key.createdBy,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
