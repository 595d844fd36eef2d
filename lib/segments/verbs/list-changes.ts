import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { selectChanges } from "../change-list-store.ts";
import { type changePage, type ListChanges, listChanges as schema } from "../looking-schema.ts";
import { dayEdges } from "../sql/date-edges.ts";
import { segmentInWorkspace } from "../views.ts";

const position = z.object({ at: z.iso.datetime(), seq: z.string().regex(/^\d{1,18}$/) });

/** When a day of the workspace begins and ends; with a change of the clocks in it, it is longer or shorter. */
async function boundsOf(ctx: Ctx, day: string | undefined): Promise<{ from: Date | null; to: Date | null }> {
  if (day === undefined) {
    return { from: null, to: null };
  }
  return dayEdges(day, day, await workspaceTimeZone(ctx));
}

/** Who entered and left a segment, when and why, newest first. Throws `not_found`. */
export async function listChanges(ctx: Ctx, input: ListChanges): Promise<z.output<typeof changePage>> {
  authorise(ctx, "segments.read");
  authorise(ctx, "people.read");
  const { id, which, day, cursor, limit } = parse(schema, input);
  await segmentInWorkspace(ctx, id);
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const entered = which === undefined ? null : which === "entered";
  const where = { workspaceId: ctx.workspaceId, segmentId: id, entered, ...(await boundsOf(ctx, day)) };
  const rows = await selectChanges(ctx.db, where, after, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ seq, entered: isIn, at, cause, ...person }) => ({
      id: seq,
      person,
      entered: isIn,
      at: at.toISOString(),
      cause,
    })),
    nextCursor:
      rows.length > limit && last ? encodeCursor({ at: last.at.toISOString(), seq: last.seq }) : null,
  };
}
