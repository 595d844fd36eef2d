import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { audienceImports } from "../imports/import-store.ts";
import { type ImportDetails, importOf } from "../imports/schema.ts";
import { importInWorkspace, importViewOf } from "../imports/views.ts";

const SHOWN = 100;

/** One import with its first 100 refused rows. Throws `not_found`. */
export async function getImport(ctx: Ctx, input: z.output<typeof importOf>): Promise<ImportDetails> {
  authorise(ctx, "audiences.read");
  const { id, importId } = parse(importOf, input);
  const record = await importInWorkspace(ctx, id, importId);
  const place = { workspaceId: ctx.workspaceId, importId };
  return { ...importViewOf(record), refusals: await audienceImports.refusalsAfter(ctx.db, place, 0, SHOWN) };
}
