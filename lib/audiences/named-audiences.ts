import type { Ctx } from "../context.ts";
import { audiencesAmong } from "./audience-store.ts";

/** Those of these audiences that the workspace has. */
export async function audiencesNamed(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  ids: string[],
): Promise<Set<string>> {
  return new Set(ids.length > 0 ? await audiencesAmong(ctx.db, ctx.workspaceId, ids) : []);
}
