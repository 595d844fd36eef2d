import { z } from "zod";
import type { Ctx } from "../context.ts";
import { readCursor } from "../kernel/cursor.ts";
import { parse } from "../kernel/parse.ts";
import type { HistoryPage } from "./history-schema.ts";
import { historyRows } from "./object-history-store.ts";

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
