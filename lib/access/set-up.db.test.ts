import { expect, test } from "vitest";
import { anonymousCtx } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { tokenHash } from "./secret-box.ts";
import { setUp } from "./set-up.ts";
import { identifyKey } from "./verbs/identify-key.ts";
import { identifySession } from "./verbs/identify-session.ts";
import { signIn } from "./verbs/sign-in.ts";

const database = testDatabase();
const first = { email: "Admin@Example.com", workspaceName: "Demo shop", demo: true };

test("of two first starts at once one makes the installation; later starts change nothing", async () => {
  const ctx = anonymousCtx(database.db);
  const answers = await Promise.all([setUp(ctx, first), setUp(ctx, first)]);
  expect(answers.map(({ created }) => created).sort()).toEqual([false, true]);
  const password = answers.find(({ created }) => created)?.password ?? "";
  expect(password).toMatch(/^[\w-]{32}$/);
  const { sessionId } = await signIn(ctx, { email: "admin@example.com", password });
  const found = await identifySession(ctx, { sessionId });
  expect(found?.workspaces).toMatchObject([{ name: "Demo shop", demo: true, role: "admin" }]);

  const again = await setUp(ctx, { ...first, email: "other@example.com", password: "another password" });
  expect(again).toEqual({ created: false, workspaceId: answers[0]?.workspaceId });
  expect(await database.db.prisma.user.count()).toBe(1);
  expect(await database.db.prisma.workspace.count()).toBe(1);
  await signIn(ctx, { email: "admin@example.com", password });
});

test("a password that nobody has signed in with is renewed by a start that shows it, and none after that", async () => {
  const ctx = anonymousCtx(database.db);
  await database.db.sql("truncate users, workspaces cascade");
  // Its password was lost with the process that made it, before it was shown.
  const { password: lost = "" } = await setUp(ctx, first);
  expect((await setUp(ctx, first)).password).toBeUndefined();
  const shown = await setUp(ctx, { ...first, email: "other@example.com", renewUnused: true });
  expect(shown).toMatchObject({ created: false, email: "admin@example.com" });
  await expect(signIn(ctx, { email: "admin@example.com", password: lost })).rejects.toThrow();
  const { password = "" } = shown;
  await signIn(ctx, { email: "admin@example.com", password });
  const later = await setUp(ctx, { ...first, renewUnused: true });
  expect(later.password).toBeUndefined();
  expect(later.email).toBeUndefined();
  await signIn(ctx, { email: "admin@example.com", password });
});

test("keys that the operator chose work from the start that brings them on, once each", async () => {
  const ctx = anonymousCtx(database.db);
  const keys = { apiKey: "an-api-key-of-the-operator", writeKey: "a-write-key-of-the-operator" };
  const { workspaceId } = await setUp(ctx, { ...first, ...keys });
  await setUp(ctx, { ...first, ...keys });
  const found = await identifyKey(ctx, { key: keys.apiKey });
  expect(found).toMatchObject({ workspaceId, actor: { kind: "key", role: "admin" } });
  const writeKeys = await database.db.prisma.writeKey.findMany({ include: { source: true } });
  expect(writeKeys).toMatchObject([
    { workspaceId, keyHash: tokenHash(keys.writeKey), source: { workspaceId, enabled: true } },
  ]);
  const kept = JSON.stringify([
    await database.db.prisma.auditEntry.findMany(),
    await database.db.prisma.apiKey.findMany(),
    writeKeys,
  ]);
  expect(kept).not.toContain(keys.apiKey);
  expect(kept).not.toContain(keys.writeKey);
});

test("a chosen key that was revoked stays revoked", async () => {
  const ctx = anonymousCtx(database.db);
  const apiKey = "another-api-key-of-the-operator";
  await setUp(ctx, { ...first, apiKey });
  await database.db.prisma.apiKey.update({
    where: { keyHash: tokenHash(apiKey) },
    data: { revokedAt: new Date("2026-11-23T12:00:00Z") },
  });
  await setUp(ctx, { ...first, apiKey });
  await expect(identifyKey(ctx, { key: apiKey })).rejects.toMatchObject({ code: "unauthenticated" });
});
