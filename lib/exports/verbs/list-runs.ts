import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { readCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { exportInWorkspace } from "../export-view.ts";
import { listRunRows } from "../run-list-store.ts";
import { runViewOf } from "../run-view.ts";
import { type runPage, listRuns as schema } from "../schema.ts";

/** Runs of an export, newest first. The cursor is the number of the last one seen. */
export async function listRuns(ctx: Ctx, input: z.output<typeof schema>): Promise<z.output<typeof runPage>> {
  authorise(ctx, "exports.read");
  const { id, cursor, limit } = parse(schema, input);
  await exportInWorkspace(ctx, id);
  const before = readCursor("number", cursor);
  const rows = await listRunRows(ctx.db, ctx.workspaceId, id, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => runViewOf(ctx, row)),
    nextCursor: rows.length > limit && last ? String(last.number) : null,
  };
}
