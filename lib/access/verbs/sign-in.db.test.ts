import { expect, test } from "vitest";
import { fixedClock } from "../../kernel/clock.ts";
import { anonymousCtx, testMember, testWorkspace } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { hashPassword } from "../password.ts";
import { changePassword } from "./change-password.ts";
import { identifySession } from "./identify-session.ts";
import { listSessions } from "./list-sessions.ts";
import { pruneAccess } from "./prune-access.ts";
import { revokeOtherSessions } from "./revoke-other-sessions.ts";
import { revokeSession } from "./revoke-session.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

const database = testDatabase();
const password = "quiet river stone";
let number = 0;

async function scene() {
  number += 1;
  const clock = fixedClock("2026-11-23T12:00:00Z");
  const nobody = anonymousCtx(database.db, { clock });
  const workspace = await testWorkspace(nobody);
  const email = `person-${number}@example.com`;
  const me = await testMember(workspace, "viewer", { email, passwordHash: await hashPassword(password) });
  const address = `192.0.2.${number}`;
  const enter = (given = password, from = address) =>
    signIn(nobody, { email, password: given, userAgent: "Test browser", address: from });
  const sessions = () => database.db.prisma.session.count({ where: { userId: me.actor.id } });
  return { clock, nobody, workspace, email, me, address, enter, sessions };
}

test("the right password opens a session that names the person and their workspaces", async () => {
  const { nobody, me, enter, workspace } = await scene();
  const signedIn = await enter();
  const found = await identifySession(nobody, { sessionId: signedIn.sessionId });
  expect(found?.actor).toMatchObject({ kind: "user", id: me.actor.id, role: null });
  expect(found?.workspaces).toMatchObject([{ workspaceId: workspace.workspaceId, role: "viewer" }]);
});

test("an e-mail is the same in any case and with spaces around it", async () => {
  const { nobody, email, me } = await scene();
  const signedIn = await signIn(nobody, { email: ` ${email.toUpperCase()} `, password });
  expect(signedIn.userId).toBe(me.actor.id);
});

test("a wrong password and an unknown e-mail are refused with the same words and open nothing", async () => {
  const { nobody, enter, sessions } = await scene();
  const before = await sessions();
  const words = "The e-mail or the password is not right.";
  await expect(enter("wrong")).rejects.toMatchObject({ code: "unauthenticated", message: words });
  await expect(signIn(nobody, { email: "nobody@example.com", password })).rejects.toMatchObject({
    code: "unauthenticated",
    message: words,
  });
  expect(await sessions()).toBe(before);
});

test("twenty wrong passwords at once are judged five times, the others are told when to try again", async () => {
  const { enter, sessions } = await scene();
  const before = await sessions();
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => enter("wrong")));
  const codes = results.map((result) => (result.status === "rejected" ? result.reason.code : "opened"));
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
  expect(codes.filter((code) => code === "limit")).toHaveLength(15);
  const refused = results.find((result) => result.status === "rejected" && result.reason.code === "limit");
  expect(refused).toMatchObject({
    reason: { retryAfterS: 60, message: expect.stringContaining("Try again in 1 minute, at 12:01 UTC.") },
  });
  expect(await sessions()).toBe(before);
});

test("a sign-in goes on when another one of the account clears the count at the same moment", async () => {
  const { enter } = await scene();
  await expect(enter("wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  const waiting = () =>
    database.db.sql<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
  let opened: Promise<unknown> = Promise.resolve();
  await database.db.transaction(async (other) => {
    await other.sql("select key from sign_in_throttles for update");
    opened = enter();
    await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
    await other.sql("delete from sign_in_throttles returning key");
  });
  expect(await opened).toMatchObject({ sessionId: expect.any(String) });
});

test("while locked even the right password waits; afterwards it opens and clears the count", async () => {
  const { clock, enter, email } = await scene();
  for (let index = 0; index < 5; index += 1) {
    await expect(enter("wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  }
  await expect(enter()).rejects.toMatchObject({ code: "limit" });
  clock.advance(60_001);
  await enter();
  expect(
    await database.db.prisma.signInThrottle.findUnique({ where: { key: `account:${email}` } }),
  ).toBeNull();
});

test("one address that tries many accounts is locked, another address is not", async () => {
  const { nobody, enter } = await scene();
  const address = "198.51.100.77";
  for (let index = 0; index < 30; index += 1) {
    const guess = { email: `guess-${index}@example.com`, password: "wrong", address };
    await expect(signIn(nobody, guess)).rejects.toMatchObject({ code: "unauthenticated" });
  }
  await expect(enter(password, address)).rejects.toMatchObject({ code: "limit" });
  await enter();
});

test("signing out and revoking end a session at once, and only that one", async () => {
  const { nobody, me, enter } = await scene();
  const [first, second] = [await enter(), await enter()];
  await signOut({ ...me, actor: { ...me.actor, sessionId: first.sessionId } }, {});
  expect(await identifySession(nobody, { sessionId: first.sessionId })).toBeNull();
  expect(await identifySession(nobody, { sessionId: second.sessionId })).not.toBeNull();
  await revokeSession(me, { id: second.sessionId });
  expect(await identifySession(nobody, { sessionId: second.sessionId })).toBeNull();
  expect(await identifySession(nobody, { sessionId: me.actor.sessionId })).not.toBeNull();
});

test("nobody ends a session of somebody else", async () => {
  const { workspace, nobody, enter } = await scene();
  const other = await testMember(workspace, "admin");
  const { sessionId } = await enter();
  await expect(revokeSession(other, { id: sessionId })).rejects.toMatchObject({ code: "not_found" });
  await revokeOtherSessions(other, {});
  expect(await identifySession(nobody, { sessionId })).not.toBeNull();
});

test("the list marks the session that asks and leaves ended ones out", async () => {
  const { me, enter, clock } = await scene();
  clock.advance(1000);
  const { sessionId } = await enter();
  const ended = await enter();
  await revokeSession(me, { id: ended.sessionId });
  const { items } = await listSessions(me, {});
  expect(items.map(({ id, current }) => ({ id, current }))).toEqual([
    { id: sessionId, current: false },
    { id: me.actor.sessionId, current: true },
  ]);
});

test("last seen moves at most once a minute", async () => {
  const { clock, nobody, enter } = await scene();
  const { sessionId } = await enter();
  const seen = async () => {
    await identifySession(nobody, { sessionId });
    const row = await database.db.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
    return row.lastSeenAt.toISOString();
  };
  clock.advance(59_000);
  expect(await seen()).toBe("2026-11-23T12:00:00.000Z");
  clock.advance(2_000);
  expect(await seen()).toBe("2026-11-23T12:01:01.000Z");
});

test("a session ends by itself after thirty days", async () => {
  const { clock, nobody, enter } = await scene();
  const { sessionId } = await enter();
  clock.advance(30 * 86_400_000);
  expect(await identifySession(nobody, { sessionId })).toBeNull();
});

test("a new password needs the current one, ends the other sessions and keeps this one", async () => {
  const { nobody, me, enter } = await scene();
  const other = await enter();
  const next = "a longer, newer one";
  await expect(changePassword(me, { current: "wrong", next })).rejects.toMatchObject({
    code: "invalid",
    problems: [{ path: "current" }],
  });
  expect(await identifySession(nobody, { sessionId: other.sessionId })).not.toBeNull();
  expect(await changePassword(me, { current: password, next })).toEqual({ revoked: 1 });
  expect(await identifySession(nobody, { sessionId: other.sessionId })).toBeNull();
  expect(await identifySession(nobody, { sessionId: me.actor.sessionId })).not.toBeNull();
  await expect(enter()).rejects.toMatchObject({ code: "unauthenticated" });
  await enter(next);
});

test("guessing the current password is throttled with the sign-ins", async () => {
  const { me, enter } = await scene();
  for (let index = 0; index < 5; index += 1) {
    await expect(changePassword(me, { current: "wrong", next: "long enough now" })).rejects.toMatchObject({
      code: "invalid",
    });
  }
  await expect(changePassword(me, { current: password, next: "long enough now" })).rejects.toMatchObject({
    code: "limit",
  });
  await expect(enter()).rejects.toMatchObject({ code: "limit" });
});

test("signing in and a new password stand in the log of each workspace of the person", async () => {
  const { me, enter, nobody } = await scene();
  const second = await testWorkspace(nobody, "Second");
  await database.db.prisma.membership.create({
    data: { workspaceId: second.workspaceId, userId: me.actor.id, role: "viewer" },
  });
  await enter();
  await changePassword(me, { current: password, next: "a longer, newer one" });
  for (const { workspaceId } of [me, second]) {
    const rows = await database.db.prisma.auditEntry.findMany({
      where: { workspaceId },
      orderBy: { id: "asc" },
    });
    expect(rows.map((row) => row.action).sort()).toEqual(["account.password_changed", "account.signed_in"]);
    expect(rows.every((row) => row.actorId === me.actor.id)).toBe(true);
  }
});

test("old counts and long-ended sessions are dropped, live ones and fresh counts stay", async () => {
  const { clock, workspace, nobody, enter, email } = await scene();
  const ended = await enter();
  const live = await enter();
  await expect(enter("wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  const session = (id: string) => database.db.prisma.session.findUnique({ where: { id } });
  const count = () => database.db.prisma.signInThrottle.findUnique({ where: { key: `account:${email}` } });
  await database.db.prisma.session.update({
    where: { id: ended.sessionId },
    data: { revokedAt: clock.now() },
  });
  await pruneAccess(workspace, {});
  expect(await count()).not.toBeNull();
  expect(await session(ended.sessionId)).not.toBeNull();
  clock.advance(86_400_001);
  await pruneAccess(workspace, {});
  expect(await count()).toBeNull();
  clock.advance(29 * 86_400_000 - 1_000);
  await pruneAccess(workspace, {});
  expect(await session(live.sessionId)).not.toBeNull();
  clock.advance(2_000);
  await pruneAccess(workspace, {});
  expect(await session(ended.sessionId)).toBeNull();
  expect(await identifySession(nobody, { sessionId: live.sessionId })).toBeNull();
  expect(await session(live.sessionId)).not.toBeNull();
});
