import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { auditAccount } from "../audit-account.ts";
import { authorise } from "../authorise.ts";
import { type ById, byId } from "../schema.ts";
import { revokeSessions } from "../session-store.ts";
import { userActor } from "../user-actor.ts";

/** Ends one of the caller's own sessions. Throws `not_found` for any other. */
export async function revokeSession(ctx: Ctx, input: ById): Promise<void> {
  authorise(ctx, "self");
  const { id } = parse(byId, input);
  const actor = userActor(ctx);
  await inTransaction(ctx, async (tx) => {
    if ((await revokeSessions(tx.db, actor.id, { id }, ctx.clock.now())) === 0) {
      throw new Fault("not_found", "You have no such session; it may have ended already.");
    }
    await auditAccount(tx, actor, { action: "account.session_revoked" });
  });
}
