import type { Ctx } from "../context.ts";
import { workspaceById } from "./workspace-store.ts";

/** The time zone of the caller's workspace, in which its days are meant. */
export async function workspaceTimeZone(ctx: Pick<Ctx, "db" | "workspaceId">): Promise<string> {
  return (await workspaceById(ctx.db, ctx.workspaceId))?.timeZone ?? "UTC";
}
