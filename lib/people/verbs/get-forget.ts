import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { forgetInWorkspace, forgetViewOf } from "../forgets/forget-view.ts";
import { type ForgetId, type ForgetView, forgetId } from "../forgets/schema.ts";

/** One deletion with its progress and the partners' answers. Throws `not_found`. */
export async function getForget(ctx: Ctx, input: ForgetId): Promise<ForgetView> {
  authorise(ctx, "people.forget");
  const { id } = parse(forgetId, input);
  return forgetViewOf(await forgetInWorkspace(ctx, id));
}
