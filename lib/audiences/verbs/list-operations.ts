import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { selectOperations } from "../operation-store.ts";
import {
  type ListOperations,
  type OperationView,
  type operationPage,
  listOperations as schema,
} from "../schema.ts";
import { audienceInWorkspace } from "../views.ts";

const position = z.object({ id: z.uuid() });

/** What came in for an audience in the last 30 days and what became of it, newest first. Throws `not_found`. */
export async function listOperations(
  ctx: Ctx,
  input: ListOperations,
): Promise<z.output<typeof operationPage>> {
  authorise(ctx, "audiences.read");
  const { id, verdict, search, cursor, limit } = parse(schema, input);
  await audienceInWorkspace(ctx, id);
  const before = cursor === undefined ? null : decodeCursor(position, cursor).id;
  const rows = await selectOperations(
    ctx.db,
    { workspaceId: ctx.workspaceId, audienceId: id, verdict: verdict ?? null, identity: search || null },
    before,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      ...row,
      verdict: row.verdict as OperationView["verdict"],
      receivedAt: row.receivedAt.toISOString(),
      at: row.at.toISOString(),
    })),
    nextCursor: rows.length > limit && last ? encodeCursor({ id: last.id }) : null,
  };
}
