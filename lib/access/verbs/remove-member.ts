import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { audit } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { endInvitationsBy } from "../end-invitations.ts";
import { memberForChange, refuseLastAdmin } from "../member-in-workspace.ts";
import { deleteMember } from "../member-store.ts";
import { type RemoveMember, removeMember as schema } from "../schema.ts";

/**
 * Takes a member out of the workspace, from their next request on, and ends the open invitations that they made; the account
 * and API keys stay. Throws `precondition` for the last Admin.
 */
export async function removeMember(ctx: Ctx, input: RemoveMember): Promise<void> {
  authorise(ctx, "members.write");
  const { userId } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    const member = await memberForChange(tx, userId);
    await refuseLastAdmin(tx, member);
    await deleteMember(tx.db, ctx.workspaceId, userId);
    await endInvitationsBy(tx, userId);
    await audit(tx, {
      action: "member.removed",
      object: { kind: "member", id: userId, name: member.email },
      changes: { role: { from: member.role, to: null } },
    });
  });
}
