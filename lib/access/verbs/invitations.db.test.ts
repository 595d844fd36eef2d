import { expect, test } from "vitest";
import { fixedClock } from "../../kernel/clock.ts";
import { anonymousCtx, testMember, testWorkspace } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { listInvitations } from "./list-invitations.ts";
import { lookAtInvitation } from "./look-at-invitation.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { signIn } from "./sign-in.ts";
import { signInWithOidc } from "./sign-in-with-oidc.ts";

const database = testDatabase();
const password = "quiet river stone";
let number = 0;

async function scene() {
  number += 1;
  const clock = fixedClock("2026-11-23T12:00:00Z");
  const nobody = anonymousCtx(database.db, { clock });
  const workspace = await testWorkspace(nobody, "Lamp shop");
  const admin = await testMember(workspace, "admin", { name: "Ada" });
  const email = `new-${number}@example.com`;
  const invite = async (to?: string) => {
    const made = await createInvitation(admin, { role: "marketer", email: to });
    return { ...made, token: made.path.replace("/invite/", "") };
  };
  const members = () =>
    database.db.prisma.membership.count({ where: { workspaceId: workspace.workspaceId } });
  return { clock, nobody, workspace, admin, email, invite, members };
}

test("a link makes a new account a member with the role it names, once", async () => {
  const { nobody, workspace, email, invite, members } = await scene();
  const { token, path } = await invite();
  expect(path).toMatch(/^\/invite\/inv_[\w-]{32}$/);
  expect(await lookAtInvitation(nobody, { token })).toMatchObject({
    state: "open",
    workspaceName: "Lamp shop",
    role: "marketer",
    email: null,
    member: false,
  });
  const accepted = await acceptInvitation(nobody, { token, name: "New Person", email, password });
  expect(accepted).toMatchObject({ workspaceId: workspace.workspaceId, role: "marketer", email });
  await signIn(nobody, { email, password });
  expect(await members()).toBe(2);
  const again = { token, name: "Another", email: "another@example.com", password };
  await expect(acceptInvitation(nobody, again)).rejects.toMatchObject({ code: "precondition" });
  expect(await members()).toBe(2);
});

test("of two people with the same link at once one gets in", async () => {
  const { nobody, invite, members } = await scene();
  const { token } = await invite();
  const people = ["one", "two", "three"].map((name) => ({
    token,
    name,
    email: `${name}-${token.slice(4, 12)}@example.com`.toLowerCase(),
    password,
  }));
  const results = await Promise.allSettled(people.map((person) => acceptInvitation(nobody, person)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await members()).toBe(2);
  const accounts = await database.db.prisma.user.count({
    where: { email: { in: people.map((person) => person.email) } },
  });
  expect(accounts).toBe(1);
});

test("who is signed in joins with one step; a second link changes nothing for them", async () => {
  const { nobody, invite, members } = await scene();
  const elsewhere = await testWorkspace(nobody, "Elsewhere");
  const person = await testMember(elsewhere, "viewer");
  const { token } = await invite();
  await acceptInvitation(person, { token });
  expect(await members()).toBe(2);
  const second = await invite();
  await expect(acceptInvitation(person, { token: second.token })).rejects.toMatchObject({ code: "conflict" });
  expect(await lookAtInvitation(person, { token: second.token })).toMatchObject({
    state: "open",
    member: true,
  });
});

test("a link for an e-mail lets nobody else in", async () => {
  const { nobody, email, invite, members } = await scene();
  const elsewhere = await testWorkspace(nobody, "Elsewhere");
  const stranger = await testMember(elsewhere, "viewer");
  const { token } = await invite(email);
  await expect(acceptInvitation(stranger, { token })).rejects.toMatchObject({ code: "forbidden" });
  const other = { token, name: "Other", email: "other@example.com", password };
  await expect(acceptInvitation(nobody, other)).rejects.toMatchObject({ code: "forbidden" });
  expect(await members()).toBe(1);
  await acceptInvitation(nobody, { token, name: "Right one", password });
  expect(await members()).toBe(2);
});

test("a link expires after seven days and dies when it is revoked", async () => {
  const { clock, nobody, admin, email, invite, members } = await scene();
  const old = await invite();
  const dead = await invite();
  await revokeInvitation(admin, { id: dead.id });
  const person = { name: "Late", email, password };
  await expect(acceptInvitation(nobody, { ...person, token: dead.token })).rejects.toMatchObject({
    code: "precondition",
    message: "This invitation was revoked. Ask an Admin for a new one.",
  });
  clock.advance(7 * 86_400_000);
  await expect(acceptInvitation(nobody, { ...person, token: old.token })).rejects.toMatchObject({
    code: "precondition",
    message: "This invitation is too old. Ask an Admin for a new one.",
  });
  await expect(revokeInvitation(admin, { id: old.id })).rejects.toMatchObject({ code: "precondition" });
  expect(await members()).toBe(1);
  const { items } = await listInvitations(admin, {});
  expect(items.map(({ state }) => state).sort()).toEqual(["expired", "revoked"]);
});

test("an e-mail that has an account must sign in; its password stays", async () => {
  const { nobody, workspace, invite } = await scene();
  const known = await testMember(workspace, "viewer");
  const { token } = await invite();
  const taken = { token, name: "Impostor", email: known.actor.email, password };
  await expect(acceptInvitation(nobody, taken)).rejects.toMatchObject({ code: "conflict" });
  expect(await lookAtInvitation(nobody, { token })).toMatchObject({ state: "open" });
  const user = await database.db.prisma.user.findUniqueOrThrow({ where: { id: known.actor.id } });
  expect(user).toMatchObject({ passwordHash: null, name: known.actor.name });
});

test("a new account needs name, e-mail and password, each named", async () => {
  const { nobody, invite, members } = await scene();
  const { token } = await invite();
  await expect(acceptInvitation(nobody, { token })).rejects.toMatchObject({
    code: "invalid",
    problems: [{ path: "name" }, { path: "email" }, { path: "password" }],
  });
  expect(await members()).toBe(1);
});

test("the link's token is kept as a hash alone, and not in the log", async () => {
  const { workspace, invite } = await scene();
  const { token } = await invite("someone@example.com");
  const where = { workspaceId: workspace.workspaceId };
  const kept = JSON.stringify([
    await database.db.prisma.invitation.findMany({ where }),
    await database.db.prisma.auditEntry.findMany({ where }),
  ]);
  expect(kept).not.toContain(token);
  expect(kept).toContain("invitation.created");
});

test("the identity provider's verified e-mail finds the account, and nothing else does", async () => {
  const { nobody, admin } = await scene();
  const { email } = admin.actor;
  const signedIn = await signInWithOidc(nobody, { email: email.toUpperCase(), emailVerified: true });
  expect(signedIn.userId).toBe(admin.actor.id);
  const before = await database.db.prisma.session.count();
  await expect(signInWithOidc(nobody, { email, emailVerified: false })).rejects.toMatchObject({
    code: "precondition",
  });
  await expect(
    signInWithOidc(nobody, { email: "unknown@example.com", emailVerified: true }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(await database.db.prisma.session.count()).toBe(before);
  expect(await database.db.prisma.user.findUnique({ where: { email: "unknown@example.com" } })).toBeNull();
});

test("an invitation to the verified e-mail, or the link they came from, makes the account", async () => {
  const { nobody, workspace, email, invite, members } = await scene();
  await invite(email);
  const first = await signInWithOidc(nobody, { email, emailVerified: true, name: "New Person" });
  const open = await invite();
  const from = { email: `link-${email}`, emailVerified: true, name: "", invitation: open.token };
  const second = await signInWithOidc(nobody, from);
  expect(await members()).toBe(3);
  const roles = await database.db.prisma.membership.findMany({
    where: { workspaceId: workspace.workspaceId, userId: { in: [first.userId, second.userId] } },
  });
  expect(roles.map(({ role }) => role)).toEqual(["marketer", "marketer"]);
  await expect(signIn(nobody, { email, password: "any" })).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a link for one e-mail does not let another verified e-mail in", async () => {
  const { nobody, email, invite, members } = await scene();
  const { token } = await invite(email);
  const other = { email: `other-${email}`, emailVerified: true, invitation: token };
  await expect(signInWithOidc(nobody, other)).rejects.toMatchObject({ code: "forbidden" });
  expect(await members()).toBe(1);
});
