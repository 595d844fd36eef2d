import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { authorise } from "../authorise.ts";
import { passwordMatches } from "../password.ts";
import { type SignIn, signIn as schema } from "../schema.ts";
import { insertSession, userByEmail } from "../session-store.ts";

export type SignedIn = { userId: string; sessionId: string; name: string; email: string };

/** How long a session lives without being renewed: 30 days. */
export const SESSION_DAYS = 30;

/** Opens a session for the e-mail and password. Throws `unauthenticated` without saying which of the two is wrong. */
export async function signIn(ctx: Ctx, input: SignIn): Promise<SignedIn> {
  authorise(ctx, "public");
  const { email, password, userAgent, address } = parse(schema, input);
  const user = await userByEmail(ctx.db, email);
  if (!(await passwordMatches(user?.passwordHash ?? null, password)) || !user) {
    throw new Fault("unauthenticated", "The e-mail or the password is not right.");
  }
  const now = ctx.clock.now();
  const sessionId = newId(now.getTime());
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await ctx.db.transaction((db) =>
    insertSession(db, { id: sessionId, userId: user.id, userAgent, address, expiresAt, now }),
  );
  return { userId: user.id, sessionId, name: user.name, email: user.email };
}
