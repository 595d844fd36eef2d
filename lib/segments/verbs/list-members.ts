import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { type ListMembers, type memberPage, listMembers as schema } from "../looking-schema.ts";
import { searchMembers, selectMembers } from "../member-list-store.ts";
import { segmentInWorkspace } from "../views.ts";

const position = z.object({ enteredAt: z.iso.datetime(), id: z.uuid() });

/**
 * Members of a segment as they were last worked out, who entered last first; with `search`, among the first 200 whose name
 * or identifier begins with it. Throws `not_found`.
 */
export async function listMembers(ctx: Ctx, input: ListMembers): Promise<z.output<typeof memberPage>> {
  authorise(ctx, "segments.read");
  authorise(ctx, "people.read");
  const { id, search, cursor, limit } = parse(schema, input);
  await segmentInWorkspace(ctx, id);
  const where = { workspaceId: ctx.workspaceId, segmentId: id };
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const rows =
    search === ""
      ? await selectMembers(ctx.db, where, after, limit + 1)
      : await searchMembers(ctx.db, { ...where, search }, after, limit + 1);
  const items = rows.slice(0, limit).map((row) => ({ ...row, enteredAt: row.enteredAt.toISOString() }));
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor({ enteredAt: last.enteredAt, id: last.id }) : null,
  };
}
