import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { historyOf, type historyPage } from "../schema.ts";
import { audienceInWorkspace } from "../views.ts";

/** Who did what to an audience, newest first. Throws `not_found`. */
export async function listHistory(
  ctx: Ctx,
  input: z.output<typeof historyOf>,
): Promise<z.output<typeof historyPage>> {
  authorise(ctx, "audiences.read");
  const { id, ...page } = parse(historyOf, input);
  await audienceInWorkspace(ctx, id);
  return objectHistory(ctx, { kind: "audience", id }, page);
}
