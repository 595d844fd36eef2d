import type { Ctx } from "../../context.ts";
import { authorise } from "../authorise.ts";
import { invitationsOf } from "../invitation-store.ts";
import { invitationView } from "../invitation-view.ts";
import type { InvitationView } from "../schema.ts";

/** The workspace's newest two hundred invitations, used and ended ones too. */
export async function listInvitations(ctx: Ctx, _input: object): Promise<{ items: InvitationView[] }> {
  authorise(ctx, "members.read");
  const rows = await invitationsOf(ctx.db, ctx.workspaceId);
  return { items: rows.map((row) => invitationView(row, ctx.clock.now())) };
}
