import { authorise } from "../../../access/authorise.ts";
import type { Ctx } from "../../../context.ts";
import { parse } from "../../../kernel/parse.ts";
import { listImports } from "../list-import-store.ts";
import { type ListImportDetails, type ListImportOf, listImportOf } from "../schema.ts";
import { listImportInWorkspace, listImportViewOf } from "../views.ts";

const SHOWN = 100;

/** One import with the first 100 rows that were not taken. Throws `not_found`. */
export async function getListImport(ctx: Ctx, input: ListImportOf): Promise<ListImportDetails> {
  authorise(ctx, "segments.read");
  const { id, importId } = parse(listImportOf, input);
  const record = await listImportInWorkspace(ctx, id, importId);
  const place = { workspaceId: ctx.workspaceId, importId };
  return { ...listImportViewOf(record), refusals: await listImports.refusalsAfter(ctx.db, place, 0, SHOWN) };
}
