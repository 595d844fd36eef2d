import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { readCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { type ListTransfers, listTransfers as schema, type transferPage } from "../schema.ts";
import { transferRows } from "../transfer-store.ts";
import { transferViewOf } from "../transfer-view.ts";

/** Transfers of an audience, to a connection, or all, newest first. */
export async function listTransfers(ctx: Ctx, input: ListTransfers): Promise<z.output<typeof transferPage>> {
  authorise(ctx, "audiences.read");
  const { audienceId, connectionId, cursor, limit } = parse(schema, input);
  const before = readCursor("id", cursor);
  const page = { audienceId, connectionId, before, limit: limit + 1 };
  const rows = await transferRows(ctx.db, ctx.workspaceId, page);
  const shown = rows.slice(0, limit);
  return {
    items: shown.map((row) => transferViewOf(ctx, row)),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
