import type { Ctx } from "../context.ts";
import { audit } from "./audit.ts";
import { closeInvitation, type InvitationRow, openInvitationsBy } from "./invitation-store.ts";

/** Ends an open invitation, in the transaction of `tx`. False when it was no longer open. */
export async function endInvitation(
  tx: Ctx,
  { id, email }: Pick<InvitationRow, "id" | "email">,
): Promise<boolean> {
  if (!(await closeInvitation(tx.db, id, tx.clock.now(), "revokedAt"))) {
    return false;
  }
  await audit(tx, {
    action: "invitation.revoked",
    object: { kind: "invitation", id, name: email ?? "whoever has the link" },
  });
  return true;
}

/**
 * Ends the open invitations that a user made who may invite nobody any more: whoever was taken out, or is no Admin now, would
 * come back by a link of their own.
 */
export async function endInvitationsBy(tx: Ctx, userId: string): Promise<void> {
  for (const invitation of await openInvitationsBy(tx.db, tx.workspaceId, userId, tx.clock.now())) {
    await endInvitation(tx, invitation);
  }
}
