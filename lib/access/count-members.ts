import type { Ctx } from "../context.ts";
import { countMembersOf } from "./member-store.ts";
import { type Permission, permissions } from "./permissions.ts";

/** How many members of the caller's workspace have a role that allows `permission`. */
export async function countMembersAllowed(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  permission: Permission,
): Promise<number> {
  const allowed: unknown = permissions[permission];
  return Array.isArray(allowed) ? countMembersOf(ctx.db, ctx.workspaceId, allowed) : 0;
}
