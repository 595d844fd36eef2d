import type { Ctx } from "../context.ts";
import type { Json } from "../kernel/json.ts";
import type { Constant } from "./constant.ts";
import { valuesHeld } from "./constant-store.ts";
import { scopeWith } from "./scope.ts";

/**
 * The values for which people do now what a constant property is held for, by their ids: the one they did something with
 * last first, at most `MOST_CONSTANT_VALUES`. Of those without any there is nothing.
 */
export async function constantValues(
  ctx: Ctx,
  constant: Constant,
  personIds: string[],
): Promise<Map<string, Json[]>> {
  return valuesHeld(ctx.db, constant, await scopeWith(ctx, new Map(), personIds));
}
