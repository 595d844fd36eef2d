import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { audit, changesBetween } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { endInvitationsBy } from "../end-invitations.ts";
import { memberForChange, memberView, refuseLastAdmin } from "../member-in-workspace.ts";
import { setMemberRole } from "../member-store.ts";
import { permissions } from "../permissions.ts";
import { type ChangeRole, type MemberView, changeRole as schema } from "../schema.ts";

/**
 * Gives a member another role, from their next request on; open invitations of somebody who may invite nobody any more end. Throws `precondition` for the last Admin.
 */
export async function changeRole(ctx: Ctx, input: ChangeRole): Promise<MemberView> {
  authorise(ctx, "members.write");
  const { userId, role } = parse(schema, input);
  return inTransaction(ctx, async (tx) => {
    const member = await memberForChange(tx, userId);
    if (member.role !== role) {
      await refuseLastAdmin(tx, member);
      await setMemberRole(tx.db, ctx.workspaceId, userId, role);
      if (!permissions["members.write"].some((each) => each === role)) {
        await endInvitationsBy(tx, userId);
      }
      await audit(tx, {
        action: "member.role_changed",
        object: { kind: "member", id: userId, name: member.email },
        changes: changesBetween({ role: member.role }, { role }),
      });
    }
    return memberView(tx, { ...member, role });
  });
}
