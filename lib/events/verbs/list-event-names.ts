import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { selectDefinitions } from "../catalogue-store.ts";
import { type EventNamesPage, type ListEventNames, listEventNames as schema } from "../schema.ts";
import { eventNameViewOf } from "../views.ts";

const position = z.object({
  count: z.string().regex(/^\d{1,18}$/),
  type: z.string().max(20),
  name: z.string().max(400),
});

/** The catalogue's names, most frequent first. */
export async function listEventNames(ctx: Ctx, input: ListEventNames): Promise<EventNamesPage> {
  authorise(ctx, "events.read");
  const { cursor, limit, search, kind, type } = parse(schema, input);
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const filter = { workspaceId: ctx.workspaceId, search, kind, type };
  const rows = await selectDefinitions(ctx.db, filter, after, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(eventNameViewOf),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor({ count: last.count, type: last.type, name: last.name })
        : null,
  };
}
