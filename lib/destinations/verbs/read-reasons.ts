import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { reasonCounts } from "../counts-store.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { type GetReasons, type reasonsView, getReasons as schema } from "../schema.ts";
import { windowAt } from "../windows.ts";

const MOST_REASONS = 100;

/** Why calls were filtered, retried or refused in a window, or what was warned of, most frequent first. */
export async function readReasons(ctx: Ctx, input: GetReasons): Promise<z.output<typeof reasonsView>> {
  authorise(ctx, "sources.read");
  const { id, window, stage } = parse(schema, input);
  await destinationInWorkspace(ctx, id);
  const { from } = windowAt(window, ctx.clock.now());
  const of = { workspaceId: ctx.workspaceId, destinationId: id, from };
  return { items: await reasonCounts(ctx.db, of, stage, MOST_REASONS) };
}
