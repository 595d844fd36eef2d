import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { type ListTimeline, listTimeline as schema, type TimelinePage } from "../schema.ts";
import { selectTimeline } from "../store.ts";
import { personInWorkspace, timelineItemOf } from "../views.ts";

const position = z.object({ timestamp: z.iso.datetime(), seq: z.string().regex(/^\d{1,18}$/) });

/** A person's events, newest first. Throws `not_found`. */
export async function listTimeline(ctx: Ctx, input: ListTimeline): Promise<TimelinePage> {
  authorise(ctx, "people.read");
  const { id, name, cursor, limit } = parse(schema, input);
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const person = await personInWorkspace(ctx, id);
  const where = { workspaceId: ctx.workspaceId, personId: person.id, name };
  const rows = await selectTimeline(ctx.db, where, after, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(timelineItemOf),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor({ timestamp: last.timestamp.toISOString(), seq: last.seq })
        : null,
  };
}
