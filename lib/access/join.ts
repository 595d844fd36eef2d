import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { audit } from "./audit.ts";
import { closeInvitation, type InvitationRow } from "./invitation-store.ts";
import { insertMember } from "./member-store.ts";

/** What an invitation is worth now. */
export function invitationState(
  invitation: Pick<InvitationRow, "acceptedAt" | "revokedAt" | "expiresAt">,
  now: Date,
): "open" | "accepted" | "revoked" | "expired" {
  if (invitation.acceptedAt) {
    return "accepted";
  }
  if (invitation.revokedAt) {
    return "revoked";
  }
  return invitation.expiresAt > now ? "open" : "expired";
}

/**
 * Makes a user a member by an invitation, in the transaction of `ctx`. Throws `precondition` when the invitation is
 * no longer open and `conflict` when the user is a member already; then the invitation stays as it was.
 */
export async function joinBy(
  ctx: Ctx,
  invitation: InvitationRow,
  user: { id: string; name: string; email: string },
): Promise<void> {
  const now = ctx.clock.now();
  const { workspaceId, role } = invitation;
  if (!(await closeInvitation(ctx.db, invitation.id, now, "acceptedAt"))) {
    throw new Fault("precondition", "This invitation can no longer be used. Ask an Admin for a new one.");
  }
  if (!(await insertMember(ctx.db, { workspaceId, userId: user.id, role, createdAt: now }))) {
    throw new Fault("conflict", "You are a member of this workspace already.");
  }
  const actor = {
    kind: "user",
    id: user.id,
    name: user.name,
    email: user.email,
    sessionId: "",
    role,
  } as const;
  await audit(
    { ...ctx, workspaceId, actor },
    {
      action: "member.joined",
      object: { kind: "member", id: user.id, name: user.email },
      changes: { role: { from: null, to: role }, invitedBy: { from: null, to: invitation.createdBy } },
    },
  );
}
