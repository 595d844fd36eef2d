import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { selectKeys } from "../key-store.ts";
import { type AudienceKeyView, type AudienceOf, audienceOf } from "../schema.ts";
import { audienceInWorkspace, keyViewOf } from "../views.ts";

/** The keys of an audience, newest first, without their text; revoked ones too. Throws `not_found`. */
export async function listKeys(ctx: Ctx, input: AudienceOf): Promise<{ items: AudienceKeyView[] }> {
  authorise(ctx, "audiences.read");
  const { id } = parse(audienceOf, input);
  await audienceInWorkspace(ctx, id);
  return { items: (await selectKeys(ctx.db, ctx.workspaceId, id)).map(keyViewOf) };
}
