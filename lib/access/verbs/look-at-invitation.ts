import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { authorise } from "../authorise.ts";
import { invitationByHash } from "../invitation-store.ts";
import { invitationState } from "../join.ts";
import { memberById } from "../member-store.ts";
import { type InvitationLook, type LookAtInvitation, lookAtInvitation as schema } from "../schema.ts";
import { tokenHash } from "../secret-box.ts";

/** What a link invites to, for whoever holds it. Throws `not_found` for a link that never was. */
export async function lookAtInvitation(ctx: Ctx, input: LookAtInvitation): Promise<InvitationLook> {
  authorise(ctx, "public");
  const { token } = parse(schema, input);
  const row = await invitationByHash(ctx.db, tokenHash(token));
  if (!row) {
    throw new Fault("not_found", "This invitation link is not right. Ask for it again, and copy it whole.");
  }
  const userId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  return {
    state: invitationState(row, ctx.clock.now()),
    workspaceName: row.workspaceName,
    role: row.role,
    email: row.email,
    createdBy: row.createdBy,
    expiresAt: row.expiresAt.toISOString(),
    member: userId !== null && (await memberById(ctx.db, row.workspaceId, userId)) !== null,
  };
}
