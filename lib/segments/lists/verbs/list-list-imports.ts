import type { z } from "zod";
import { authorise } from "../../../access/authorise.ts";
import type { Ctx } from "../../../context.ts";
import { parse } from "../../../kernel/parse.ts";
import { lastListImports } from "../list-import-store.ts";
import { type ListImportView, listImportsOf } from "../schema.ts";
import { listImportViewOf, listInWorkspace } from "../views.ts";

const SHOWN = 20;

/** The last 20 imports of a list, newest first. Throws `not_found`. */
export async function listListImports(
  ctx: Ctx,
  input: z.output<typeof listImportsOf>,
): Promise<{ items: ListImportView[] }> {
  authorise(ctx, "segments.read");
  const { id } = parse(listImportsOf, input);
  await listInWorkspace(ctx, id);
  return { items: (await lastListImports(ctx.db, ctx.workspaceId, id, SHOWN)).map(listImportViewOf) };
}
