import { z } from "zod";
import type { Ctx } from "../context.ts";
import { readCursor } from "../kernel/cursor.ts";
import { parse } from "../kernel/parse.ts";
import type { HistoryPage } from "./history-schema.ts";
import { historyRows, newestEntry } from "./object-history-store.ts";

const changes = z.record(z.string(), z.object({ from: z.json(), to: z.json() }));

/**
 * What was done to one object, newest first; `cursor` is the id of the last entry seen. The caller must have checked that
 * the actor may read the object: this is its history, not the audit log.
 */
export async function objectHistory(
  ctx: Ctx,
  object: { kind: string; id: string },
  page: { cursor?: string; limit: number },
): Promise<HistoryPage> {
  const before = readCursor("id", page.cursor);
  const rows = await historyRows(ctx.db, {
    workspaceId: ctx.workspaceId,
    ...object,
    before,
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  return {
    items: shown.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      changes: parse(changes, row.changes),
    })),
    nextCursor: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

type Object = { kind: string; id: string };
export type LastDone = { by: string; at: Date };

/** Who did something to an object last, and when. Null: nobody did. The same holds for the caller as above. */
export async function lastDone(ctx: Ctx, object: Object, action: string): Promise<LastDone | null> {
  const entry = await newestEntry(ctx.db, { workspaceId: ctx.workspaceId, ...object }, action);
  return entry && { by: entry.actorName, at: entry.at };
}

/** Entries of an object that are looked through for a change of one of its fields. */
const LOOKED_THROUGH = 100;

/** Who changed a field of an object last, after `since`. Null: nobody did. */
export async function lastChanged(
  ctx: Ctx,
  object: Object,
  field: string,
  since: Date,
): Promise<LastDone | null> {
  const page = { workspaceId: ctx.workspaceId, ...object, before: null, limit: LOOKED_THROUGH };
  const rows = await historyRows(ctx.db, page);
  const found = rows.find((row) => row.at > since && field in parse(changes, row.changes));
  return found ? { by: found.actorName, at: found.at } : null;
}
