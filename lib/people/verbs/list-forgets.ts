import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { forgetViewOf } from "../forgets/forget-view.ts";
import { forgetRows } from "../forgets/request-store.ts";
import { type forgetPage, type ListForgets, listForgets as schema } from "../forgets/schema.ts";

/** Deletions of people, newest first; of one person where told. */
export async function listForgets(ctx: Ctx, input: ListForgets): Promise<z.output<typeof forgetPage>> {
  authorise(ctx, "people.forget");
  const { personId, cursor, limit } = parse(schema, input);
  const before = cursor === undefined ? null : parse(z.object({ cursor: z.uuid() }), { cursor }).cursor;
  const rows = await forgetRows(ctx.db, ctx.workspaceId, { personId, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(forgetViewOf),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
