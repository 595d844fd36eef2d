import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { readCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { type ListTransferRuns, listTransferRuns as schema, type transferRunPage } from "../schema.ts";
import { transferRunRows } from "../standing-store.ts";
import { transferInWorkspace, transferRunViewOf } from "../transfer-view.ts";

/** Runs of a transfer, newest first. The cursor is the number of the last one seen. */
export async function listTransferRuns(
  ctx: Ctx,
  input: ListTransferRuns,
): Promise<z.output<typeof transferRunPage>> {
  authorise(ctx, "audiences.read");
  const { id, cursor, limit } = parse(schema, input);
  await transferInWorkspace(ctx, id);
  const before = readCursor("number", cursor);
  const page = { workspaceId: ctx.workspaceId, transferId: id, before, limit: limit + 1 };
  const rows = await transferRunRows(ctx.db, page);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => transferRunViewOf(ctx, row)),
    nextCursor: rows.length > limit && last ? String(last.number) : null,
  };
}
