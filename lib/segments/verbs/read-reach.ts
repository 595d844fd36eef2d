import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { reachOfDefinition } from "../reach-store.ts";
import { type ReachOf, type ReachView, reachOf } from "../schema.ts";
import { scopeOf } from "../scope.ts";

/** Whom a definition means at this moment, in numbers. Nothing is kept. Throws `invalid` at the field. */
export async function readReach(ctx: Ctx, input: ReachOf): Promise<ReachView> {
  authorise(ctx, "segments.read");
  const { definition } = parse(reachOf, input);
  return reachOfDefinition(ctx.db, definition, await scopeOf(ctx, definition));
}
