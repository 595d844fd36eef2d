import type { Ctx } from "../context.ts";
import { countMembersOf } from "./member-store.ts";
import { permissions, type RolePermission } from "./permissions.ts";

/** How many members of the caller's workspace have a role that allows `permission`. */
export async function countMembersAllowed(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  permission: RolePermission,
): Promise<number> {
  return countMembersOf(ctx.db, ctx.workspaceId, permissions[permission]);
}
