import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { Json } from "../kernel/json.ts";
import { actorId, actorName } from "./actor.ts";
import { insertAuditEntry } from "./audit-store.ts";

export type Change = { from: Json; to: Json };
export type AuditRecord = {
  /** noun.verb in the past, for example `export.stopped` */
  action: string;
  object: { kind: string; id: string; name: string };
  changes?: Record<string, Change>;
};

/** Writes who did what, in the transaction of `ctx`. Never pass a secret; pass `"replaced"` instead. */
export async function audit(ctx: Ctx, record: AuditRecord): Promise<void> {
  await insertAuditEntry(ctx.db, {
    workspaceId: ctx.workspaceId,
    id: newId(ctx.clock.now().getTime()),
    at: ctx.clock.now(),
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    actorName: actorName(ctx.actor),
    action: record.action,
    objectKind: record.object.kind,
    objectId: record.object.id,
    objectName: record.object.name,
    changes: record.changes ?? {},
  });
}

/** The fields whose values differ, as from → to. Both sides must be plain JSON. */
export function changesBetween(
  before: Record<string, Json>,
  after: Record<string, Json>,
): Record<string, Change> {
  const changes: Record<string, Change> = {};
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    if (JSON.stringify(from) !== JSON.stringify(to)) {
      changes[field] = { from, to };
    }
  }
  return changes;
}

/** What an entry says of sealed values, by their names: those that were forgotten, those that were entered. */
export function secretsChange(forgotten: string[], entered: string[]): { secrets?: Change } {
  const named = (names: string[]): Json => (names.length > 0 ? [...names].sort() : null);
  return forgotten.length + entered.length > 0
    ? { secrets: { from: named(forgotten), to: named(entered) } }
    : {};
}
