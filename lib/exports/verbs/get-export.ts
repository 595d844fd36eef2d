import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { exportInWorkspace, exportViewOf } from "../export-view.ts";
import { type ExportView, exportOf } from "../schema.ts";

/** One export. Throws `not_found`. */
export async function getExport(ctx: Ctx, input: z.output<typeof exportOf>): Promise<ExportView> {
  authorise(ctx, "exports.read");
  const { id } = parse(exportOf, input);
  return exportViewOf(ctx, await exportInWorkspace(ctx, id));
}
