import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { listAudienceRows, TOTAL_CAP } from "../audience-store.ts";
import { type audiencePage, type ListAudiences, listAudiences as schema } from "../schema.ts";
import { audienceRowsOf } from "../views.ts";

/** Audiences by filter, with their size, how it went, and what uses them. */
export async function listAudiences(ctx: Ctx, input: ListAudiences): Promise<z.output<typeof audiencePage>> {
  authorise(ctx, "audiences.read");
  const filter = parse(schema, input);
  const { rows, total } = await listAudienceRows(ctx.db, ctx.workspaceId, filter);
  return {
    items: await audienceRowsOf(ctx, rows),
    page: filter.page,
    perPage: filter.perPage,
    total: Math.min(total, TOTAL_CAP),
    totalIsCapped: total > TOTAL_CAP,
  };
}
