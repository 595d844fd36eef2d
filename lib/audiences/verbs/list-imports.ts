import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { lastImports } from "../imports/import-store.ts";
import { type ImportView, importsOf } from "../imports/schema.ts";
import { importViewOf } from "../imports/views.ts";
import type { AudienceOf } from "../schema.ts";
import { audienceInWorkspace } from "../views.ts";

const SHOWN = 20;

/** The last 20 imports of an audience, newest first. Throws `not_found`. */
export async function listImports(ctx: Ctx, input: AudienceOf): Promise<{ items: ImportView[] }> {
  authorise(ctx, "audiences.read");
  const { id } = parse(importsOf, input);
  await audienceInWorkspace(ctx, id);
  return { items: (await lastImports(ctx.db, ctx.workspaceId, id, SHOWN)).map(importViewOf) };
}
