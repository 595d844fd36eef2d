import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { countAdmins, type MemberRow, memberById } from "./member-store.ts";
import type { MemberView } from "./schema.ts";
import { lockWorkspace } from "./workspace-store.ts";

export function memberView(ctx: Ctx, row: MemberRow): MemberView {
  return {
    userId: row.userId,
    name: row.name,
    email: row.email,
    role: row.role,
    joinedAt: row.joinedAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    you: ctx.actor.kind === "user" && ctx.actor.id === row.userId,
  };
}

/**
 * A member for changing: the workspace is held until the transaction ends, so that two Admins cannot demote each
 * other at once. Throws `not_found` when the user is no member.
 */
export async function memberForChange(tx: Ctx, userId: string): Promise<MemberRow> {
  await lockWorkspace(tx.db, tx.workspaceId);
  const row = await memberById(tx.db, tx.workspaceId, userId);
  if (!row) {
    throw new Fault("not_found", "Nobody of this workspace has this id.");
  }
  return row;
}

/** Throws `precondition` when `member` is the only Admin. Call it under `memberForChange`. */
export async function refuseLastAdmin(tx: Ctx, member: MemberRow): Promise<void> {
  if (member.role === "admin" && (await countAdmins(tx.db, tx.workspaceId)) <= 1) {
    throw new Fault(
      "precondition",
      `${member.name} is the only Admin of this workspace. Make somebody else Admin first.`,
    );
  }
}
