import type { Ctx } from "../context.ts";
import { type AuditRecord, audit } from "./audit.ts";
import { membershipsOf } from "./session-store.ts";

/**
 * Writes an act on an account into the log of every workspace it is a member of: an account belongs to none of them,
 * yet their Admins should see that it was signed in to or got another password.
 */
export async function auditAccount(
  ctx: Ctx,
  user: { id: string; name: string },
  record: Omit<AuditRecord, "object">,
): Promise<void> {
  for (const { workspaceId } of await membershipsOf(ctx.db, user.id)) {
    await audit(
      { ...ctx, workspaceId },
      { ...record, object: { kind: "account", id: user.id, name: user.name } },
    );
  }
}
