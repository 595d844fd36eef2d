import type { InvitationRow } from "./invitation-store.ts";
import { invitationState } from "./join.ts";
import type { InvitationView } from "./schema.ts";

export function invitationView(row: InvitationRow, now: Date): InvitationView {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: invitationState(row, now),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
