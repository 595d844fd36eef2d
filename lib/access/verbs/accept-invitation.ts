import type { z } from "zod";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault, type Problem } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { authorise } from "../authorise.ts";
import { type InvitationRow, invitationByHash } from "../invitation-store.ts";
import { invitationState, joinBy } from "../join.ts";
import { hashPassword } from "../password.ts";
import { type AcceptInvitation, type acceptedInvitation, acceptInvitation as schema } from "../schema.ts";
import { tokenHash } from "../secret-box.ts";
import { insertUser, type UserRow } from "../user-store.ts";

type Given = z.output<typeof schema>;

function invalid(problems: Problem[]): Fault {
  const first = problems[0];
  return new Fault("invalid", `${first?.path}: ${first?.message}`, { problems });
}

function refuseOtherEmail(invitation: InvitationRow, email: string): void {
  if (invitation.email !== null && invitation.email !== email) {
    throw new Fault("forbidden", `This invitation is for ${invitation.email}. Sign in with that account.`);
  }
}

async function newAccount(ctx: Ctx, invitation: InvitationRow, given: Given): Promise<UserRow> {
  const email = given.email ?? invitation.email ?? undefined;
  const needed = { name: given.name, email, password: given.password };
  const problems = Object.entries(needed)
    .filter(([, value]) => value === undefined)
    .map(([path]) => ({ path, field: path, message: `Enter your ${path === "email" ? "e-mail" : path}` }));
  if (problems.length > 0 || !given.name || !email || !given.password) {
    throw invalid(problems);
  }
  refuseOtherEmail(invitation, email);
  const now = ctx.clock.now();
  return {
    id: newId(now.getTime()),
    email,
    name: given.name,
    passwordHash: await hashPassword(given.password),
    createdAt: now,
  };
}

/**
 * Uses an invitation: for who is signed in, or for a new account with name, e-mail and password. Throws `not_found`
 * and `precondition` for a link that does not work, `conflict` when the e-mail has an account or is a member already.
 */
export async function acceptInvitation(
  ctx: Ctx,
  input: AcceptInvitation,
): Promise<z.output<typeof acceptedInvitation>> {
  authorise(ctx, "public");
  const given = parse(schema, input);
  const invitation = await invitationByHash(ctx.db, tokenHash(given.token));
  if (!invitation) {
    throw new Fault("not_found", "This invitation link is not right. Ask for it again, and copy it whole.");
  }
  const state = invitationState(invitation, ctx.clock.now());
  if (state !== "open") {
    const what = state === "expired" ? "is too old" : `was ${state}`;
    throw new Fault("precondition", `This invitation ${what}. Ask an Admin for a new one.`);
  }
  if (ctx.actor.kind === "key") {
    throw new Fault("forbidden", "An API key cannot accept an invitation.");
  }
  const signedIn = ctx.actor.kind === "user" ? ctx.actor : null;
  const made = signedIn ? null : await newAccount(ctx, invitation, given);
  const user = signedIn ?? made;
  if (!user) {
    throw new Fault("unauthenticated", "Sign in to go on.");
  }
  refuseOtherEmail(invitation, user.email);
  await inTransaction(ctx, async (tx) => {
    if (made && !(await insertUser(tx.db, made))) {
      throw new Fault("conflict", "This e-mail has an account. Sign in with it, then open the link again.");
    }
    await joinBy(tx, invitation, user);
  });
  const { workspaceId, workspaceName, role } = invitation;
  return { workspaceId, workspaceName, role, email: user.email };
}
