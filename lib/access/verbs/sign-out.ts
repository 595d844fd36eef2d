import { type Ctx, inTransaction } from "../../context.ts";
import { auditAccount } from "../audit-account.ts";
import { authorise } from "../authorise.ts";
import { revokeSessions } from "../session-store.ts";
import { userActor } from "../user-actor.ts";

/** Ends the session of the caller. Ending one that has ended changes nothing. */
export async function signOut(ctx: Ctx, _input: object): Promise<void> {
  authorise(ctx, "self");
  const actor = userActor(ctx);
  await inTransaction(ctx, async (tx) => {
    if ((await revokeSessions(tx.db, actor.id, { id: actor.sessionId }, ctx.clock.now())) > 0) {
      await auditAccount(tx, actor, { action: "account.signed_out" });
    }
  });
}
