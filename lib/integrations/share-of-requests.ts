import type { Ctx } from "../context.ts";
import { countAtWork } from "./at-work-store.ts";

/**
 * How many of the `inFlight` requests of a connection's account one destination or transfer may have under way now: an
 * equal part, since the partner counts those of the account whichever they are from. Never less than one.
 */
export async function shareOfRequests(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  { connectionId, inFlight }: { connectionId: string; inFlight: number },
): Promise<number> {
  const atWork = await countAtWork(ctx.db, ctx.workspaceId, connectionId);
  return Math.max(1, Math.floor(inFlight / Math.max(1, atWork)));
}
