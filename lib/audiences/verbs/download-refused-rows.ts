import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { rowsCsv } from "../../imports/rows-csv.ts";
import { parse } from "../../kernel/parse.ts";
import { audienceImports } from "../imports/import-store.ts";
import { importOf } from "../imports/schema.ts";
import { importInWorkspace } from "../imports/views.ts";

/** Refused rows of an import, up to 10,000, as CSV in pieces. Throws `not_found`. */
export async function downloadRefusedRows(
  ctx: Ctx,
  input: z.output<typeof importOf>,
): Promise<AsyncIterable<string>> {
  authorise(ctx, "audiences.read");
  const { id, importId } = parse(importOf, input);
  await importInWorkspace(ctx, id, importId);
  const place = { workspaceId: ctx.workspaceId, importId };
  return rowsCsv((after, limit) => audienceImports.refusalsAfter(ctx.db, place, after, limit));
}
