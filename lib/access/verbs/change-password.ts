import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { auditAccount } from "../audit-account.ts";
import { authorise } from "../authorise.ts";
import { attemptOf, countAttempt, forgiveAttempt } from "../count-attempt.ts";
import { hashPassword, passwordMatches } from "../password.ts";
import { type ChangePassword, changePassword as schema } from "../schema.ts";
import { revokeSessions } from "../session-store.ts";
import { userActor } from "../user-actor.ts";
import { setPasswordHash, userById } from "../user-store.ts";

/**
 * Replaces the caller's password and ends all their other sessions; answers how many. Throws `invalid` when the
 * current one is wrong, `limit` after too many tries (counted with sign-ins), `precondition` for an account that has none.
 */
export async function changePassword(ctx: Ctx, input: ChangePassword): Promise<{ revoked: number }> {
  authorise(ctx, "self");
  const { current, next } = parse(schema, input);
  const actor = userActor(ctx);
  const user = await userById(ctx.db, actor.id);
  if (!user?.passwordHash) {
    throw new Fault(
      "precondition",
      "This account has no password: it signs in through the identity provider.",
    );
  }
  const attempt = attemptOf(user.email, "");
  await countAttempt(ctx, attempt);
  if (!(await passwordMatches(user.passwordHash, current))) {
    const message = "This is not your current password";
    throw new Fault("invalid", `current: ${message}`, {
      problems: [{ path: "current", field: "current", message }],
    });
  }
  const passwordHash = await hashPassword(next);
  return inTransaction(ctx, async (tx) => {
    await forgiveAttempt(tx, attempt);
    await setPasswordHash(tx.db, actor.id, passwordHash);
    const revoked = await revokeSessions(tx.db, actor.id, { except: actor.sessionId }, ctx.clock.now());
    await auditAccount(tx, actor, {
      action: "account.password_changed",
      changes: { password: { from: null, to: "replaced" }, otherSessionsEnded: { from: null, to: revoked } },
    });
    return { revoked };
  });
}
