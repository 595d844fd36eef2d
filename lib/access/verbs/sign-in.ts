import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { authorise } from "../authorise.ts";
import { attemptOf, countAttempt, forgiveAttempt } from "../count-attempt.ts";
import { openSession, type SignedIn } from "../open-session.ts";
import { passwordMatches } from "../password.ts";
import { type SignIn, signIn as schema } from "../schema.ts";
import { userByEmail } from "../user-store.ts";

/**
 * Opens a session for the e-mail and password. Throws `unauthenticated` without saying which of the two is wrong, and
 * `limit` while the account or the address is locked, whether or not the account exists.
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<SignedIn> {
  authorise(ctx, "public");
  const { email, password, userAgent, address } = parse(schema, input);
  const attempt = attemptOf(email, address);
  await countAttempt(ctx, attempt);
  const user = await userByEmail(ctx.db, email);
  if (!(await passwordMatches(user?.passwordHash ?? null, password)) || !user) {
    throw new Fault("unauthenticated", "The e-mail or the password is not right.");
  }
  return inTransaction(ctx, async (tx) => {
    await forgiveAttempt(tx, attempt);
    return openSession(tx, user, { userAgent, address }, "password");
  });
}
