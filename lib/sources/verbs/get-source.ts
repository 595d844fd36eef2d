import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type SourceId, type SourceView, sourceId } from "../schema.ts";
import { sourceInWorkspace, sourceViewOf } from "../views.ts";

/** One source. Throws `not_found`. */
export async function getSource(ctx: Ctx, input: SourceId): Promise<SourceView> {
  authorise(ctx, "sources.read");
  const { id } = parse(sourceId, input);
  return sourceViewOf(await sourceInWorkspace(ctx, id));
}
