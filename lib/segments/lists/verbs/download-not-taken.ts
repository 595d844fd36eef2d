import { authorise } from "../../../access/authorise.ts";
import type { Ctx } from "../../../context.ts";
import { rowsCsv } from "../../../imports/rows-csv.ts";
import { parse } from "../../../kernel/parse.ts";
import { listImports } from "../list-import-store.ts";
import { type ListImportOf, listImportOf } from "../schema.ts";
import { listImportInWorkspace } from "../views.ts";

/** Rows of an import that were refused or name nobody, as many as are kept, as CSV in pieces. Throws `not_found`. */
export async function downloadNotTaken(ctx: Ctx, input: ListImportOf): Promise<AsyncIterable<string>> {
  authorise(ctx, "segments.read");
  const { id, importId } = parse(listImportOf, input);
  await listImportInWorkspace(ctx, id, importId);
  const place = { workspaceId: ctx.workspaceId, importId };
  return rowsCsv((after, limit) => listImports.refusalsAfter(ctx.db, place, after, limit));
}
