import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { replayRows } from "../replay-store.ts";
import { replayViewOf } from "../replay-view.ts";
import { type ListReplays, type replayPage, listReplays as schema } from "../schema.ts";

/** Replays and retries of a destination, newest first. Throws `not_found`. */
export async function listReplays(ctx: Ctx, input: ListReplays): Promise<z.output<typeof replayPage>> {
  authorise(ctx, "sources.read");
  const { id, cursor, limit } = parse(schema, input);
  await destinationInWorkspace(ctx, id);
  const before = cursor === undefined ? null : parse(z.object({ cursor: z.uuid() }), { cursor }).cursor;
  const of = { workspaceId: ctx.workspaceId, destinationId: id };
  const rows = await replayRows(ctx.db, of, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(replayViewOf),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
