import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { authorise } from "../authorise.ts";
import { type InvitationRow, invitationByHash, openInvitationsTo } from "../invitation-store.ts";
import { invitationState, joinBy } from "../join.ts";
import { memberById } from "../member-store.ts";
import { openSession, type SignedIn } from "../open-session.ts";
import { type SignInWithOidc, signInWithOidc as schema } from "../schema.ts";
import { tokenHash } from "../secret-box.ts";
import { insertUser, type UserRow, userByEmail } from "../user-store.ts";

/** The invitations that count for this visitor: the link they came from, and those addressed to their e-mail. */
async function invitationsFor(ctx: Ctx, email: string, token: string | undefined): Promise<InvitationRow[]> {
  const now = ctx.clock.now();
  const linked = token ? await invitationByHash(ctx.db, tokenHash(token)) : null;
  const usable =
    linked && invitationState(linked, now) === "open" && (linked.email === null || linked.email === email);
  const addressed = await openInvitationsTo(ctx.db, email, now);
  return [...(usable ? [linked] : []), ...addressed.filter(({ id }) => id !== linked?.id)];
}

/**
 * Opens a session for who the identity provider vouches for. The account is found by the verified e-mail; without
 * one, an open invitation makes it. Throws `precondition` when the e-mail is not verified and `forbidden` when nobody
 * invited it: there is no open sign-up.
 */
export async function signInWithOidc(ctx: Ctx, input: SignInWithOidc): Promise<SignedIn> {
  authorise(ctx, "public");
  const { email, emailVerified, name, invitation, userAgent, address } = parse(schema, input);
  if (!emailVerified) {
    throw new Fault("precondition", "The identity provider has not verified your e-mail address.");
  }
  const now = ctx.clock.now();
  return inTransaction(ctx, async (tx) => {
    const invitations = await invitationsFor(tx, email, invitation);
    const known = await userByEmail(tx.db, email);
    if (!known && invitations.length === 0) {
      throw new Fault("forbidden", "No account has this e-mail address, and nobody invited it.");
    }
    const made: UserRow = {
      id: newId(now.getTime()),
      email,
      name:
        name
          .replace(/\p{Cc}/gu, " ")
          .trim()
          .slice(0, 100) || email,
      passwordHash: null,
      createdAt: now,
    };
    if (!known && !(await insertUser(tx.db, made))) {
      throw new Fault("conflict", "The account was made at this moment. Sign in again.");
    }
    const user = known ?? made;
    for (const open of invitations) {
      if (!(await memberById(tx.db, open.workspaceId, user.id))) {
        await joinBy(tx, open, user);
      }
    }
    return openSession(tx, user, { userAgent, address }, "identity provider");
  });
}
