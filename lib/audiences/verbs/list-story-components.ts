import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { selectComponents } from "../stories/component-store.ts";
import {
  type ListStoryComponents,
  type StoryComponent,
  listStoryComponents as schema,
} from "../stories/schema.ts";

/** Components of stories that were answered, the last one first (50), each with its answers (20) and their counts. */
export async function listStoryComponents(
  ctx: Ctx,
  input: ListStoryComponents,
): Promise<{ items: StoryComponent[] }> {
  authorise(ctx, "audiences.read");
  const { search } = parse(schema, input);
  const rows = await selectComponents(ctx.db, ctx.workspaceId, search, { components: 50, answers: 20 });
  return { items: rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() })) };
}
