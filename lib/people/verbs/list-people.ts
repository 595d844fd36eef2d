import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { type ListPeople, type PeoplePage, listPeople as schema } from "../schema.ts";
import { searchPeople, selectPeople } from "../store.ts";
import { personRowOf } from "../views.ts";

const position = z.object({ lastSeen: z.iso.datetime(), id: z.uuid() });

/** People by last sight, newest first; with `search`, among the first 200 whose identifier or name begins with it. */
export async function listPeople(ctx: Ctx, input: ListPeople): Promise<PeoplePage> {
  authorise(ctx, "people.read");
  const { search, cursor, limit } = parse(schema, input);
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const rows = search
    ? await searchPeople(ctx.db, ctx.workspaceId, search, after, limit + 1)
    : await selectPeople(ctx.db, ctx.workspaceId, after, limit + 1);
  const items = rows.slice(0, limit).map(personRowOf);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor({ lastSeen: last.lastSeen, id: last.id }) : null,
  };
}
