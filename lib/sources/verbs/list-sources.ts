import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { SourceView } from "../schema.ts";
import { selectSources } from "../store.ts";
import { sourceViewOf } from "../views.ts";

/** All sources of the workspace that are not archived, oldest first. */
export async function listSources(ctx: Ctx, _input: object): Promise<{ items: SourceView[] }> {
  authorise(ctx, "sources.read");
  const rows = await selectSources(ctx.db, ctx.workspaceId);
  return { items: rows.map(sourceViewOf) };
}
