import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { type ListShelf, type ShelfEntry, listShelf as schema, type shelfPage } from "../schema.ts";
import { shelfFilterOf } from "../shelf.ts";
import { type ShelfRow, shelfRows, shelfTotal } from "../shelf-store.ts";

function entryOf(row: ShelfRow): ShelfEntry {
  return {
    id: row.id,
    callId: row.tx !== null && row.seq !== null ? `${row.tx}-${row.seq}` : null,
    at: row.at.toISOString(),
    eventName: row.eventName,
    personId: row.personId,
    who: row.who,
    messageId: row.messageId,
    code: row.code,
    reason: row.reason,
    state: row.discardedAt ? "discarded" : row.retriedIn ? "retried" : "open",
    discardedBy: row.discardedBy,
    request: (row.request ?? null) as Json,
    answer: (row.answer ?? null) as Json,
  };
}

/** Calls that a destination finally refused, newest first, with how many match. Throws `not_found`. */
export async function listShelf(ctx: Ctx, input: ListShelf): Promise<z.output<typeof shelfPage>> {
  authorise(ctx, "sources.read");
  const { id, state, cursor, limit, ...conditions } = parse(schema, input);
  await destinationInWorkspace(ctx, id);
  const after = cursor === undefined ? null : parse(z.object({ cursor: z.uuid() }), { cursor }).cursor;
  const filter = { ...(await shelfFilterOf(ctx, conditions)), state, ids: null };
  const of = { workspaceId: ctx.workspaceId, destinationId: id };
  const [rows, total] = await Promise.all([
    shelfRows(ctx.db, of, filter, { after, limit: limit + 1 }),
    shelfTotal(ctx.db, of, filter),
  ]);
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(entryOf),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total,
  };
}
