import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { refusalsOf } from "../../ledger/read.ts";
import {
  type ListTransferMembers,
  listTransferMembers as schema,
  type TransferMemberView,
  type transferMemberPage,
} from "../schema.ts";
import { transferMemberRows } from "../standing-store.ts";
import { transferInWorkspace } from "../transfer-view.ts";

/** The identity after which a page begins. */
const place = z.string().refine((identity) => !identity.includes("\0"));

/** Users whom the partner refused, with the call and its answer, or who have the value there; by identity. */
export async function listTransferMembers(
  ctx: Ctx,
  input: ListTransferMembers,
): Promise<z.output<typeof transferMemberPage>> {
  authorise(ctx, "audiences.read");
  const { id, state, search, cursor, limit } = parse(schema, input);
  await transferInWorkspace(ctx, id);
  const { workspaceId } = ctx;
  const after = cursor === undefined ? "" : decodeCursor(place, cursor);
  const rows = await transferMemberRows(ctx.db, {
    workspaceId,
    transferId: id,
    state,
    search,
    after,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const calls = state === "refused" ? await refusalsOf(ctx, shown.map(refusalKey)) : new Map();
  const last = shown.at(-1);
  return {
    items: shown.map((row): TransferMemberView => {
      const call = calls.get(row.identity);
      return {
        identity: row.identity,
        holds: row.holds,
        refused: row.refused === "set" || row.refused === "remove" ? row.refused : null,
        code: row.code,
        reason: row.reason,
        at: row.at.toISOString(),
        request: isJsonObject(call?.request) ? call.request : null,
        answer: isJsonObject(call?.answer) ? call.answer : null,
      };
    }),
    nextCursor: rows.length > limit && last ? encodeCursor(last.identity) : null,
  };
}

function refusalKey(row: { run_id: string; identity: string }): { runId: string; identity: string } {
  return { runId: row.run_id, identity: row.identity };
}
