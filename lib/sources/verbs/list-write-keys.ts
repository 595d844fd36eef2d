import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type SourceId, sourceId, type WriteKeyView } from "../schema.ts";
import { selectWriteKeys } from "../store.ts";
import { sourceInWorkspace, writeKeyViewOf } from "../views.ts";

/** The write keys of a source, newest first, without their text. Throws `not_found`. */
export async function listWriteKeys(ctx: Ctx, input: SourceId): Promise<{ items: WriteKeyView[] }> {
  authorise(ctx, "sources.read");
  const { id } = parse(sourceId, input);
  await sourceInWorkspace(ctx, id);
  const rows = await selectWriteKeys(ctx.db, ctx.workspaceId, id);
  return { items: rows.map(writeKeyViewOf) };
}
