import { type Ctx, inTransaction } from "../../context.ts";
import { auditAccount } from "../audit-account.ts";
import { authorise } from "../authorise.ts";
import { revokeSessions } from "../session-store.ts";
import { userActor } from "../user-actor.ts";

/** Ends all of the caller's sessions but the one that asks; answers how many. */
export async function revokeOtherSessions(ctx: Ctx, _input: object): Promise<{ revoked: number }> {
  authorise(ctx, "self");
  const actor = userActor(ctx);
  return inTransaction(ctx, async (tx) => {
    const revoked = await revokeSessions(tx.db, actor.id, { except: actor.sessionId }, ctx.clock.now());
    if (revoked > 0) {
      await auditAccount(tx, actor, {
        action: "account.session_revoked",
        changes: { sessionsEnded: { from: null, to: revoked } },
      });
    }
    return { revoked };
  });
}
