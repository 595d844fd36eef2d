import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { authorise } from "../authorise.ts";
import { endInvitation } from "../end-invitations.ts";
import { invitationById } from "../invitation-store.ts";
import { type ById, byId } from "../schema.ts";

/** Makes an open invitation's link worthless. Throws `precondition` when it is no longer open. */
export async function revokeInvitation(ctx: Ctx, input: ById): Promise<void> {
  authorise(ctx, "members.write");
  const { id } = parse(byId, input);
  await inTransaction(ctx, async (tx) => {
    const row = await invitationById(tx.db, ctx.workspaceId, id);
    if (!row) {
      throw new Fault("not_found", "This workspace has no such invitation.");
    }
    if (!(await endInvitation(tx, row))) {
      throw new Fault("precondition", "This invitation is no longer open.");
    }
  });
}
