import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type HeldAudience, lockHeldAudience, memberPropertyNames } from "./held-audience-store.ts";

export type { HeldAudience } from "./held-audience-store.ts";

/** The audience, held until the transaction ends so that it is neither deleted nor sent twice at once. Throws `not_found`. */
export async function holdAudience(tx: Pick<Ctx, "db" | "workspaceId">, id: string): Promise<HeldAudience> {
  const audience = await lockHeldAudience(tx.db, tx.workspaceId, id);
  if (!audience) {
    throw new Fault("not_found", "There is no such audience in this workspace.");
  }
  return audience;
}

/** Names of the properties that an audience's members have, the most used first, at most `limit`. */
export function memberProperties(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
  limit: number,
): Promise<string[]> {
  return memberPropertyNames(ctx.db, ctx.workspaceId, id, limit);
}
