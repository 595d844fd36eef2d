import { expect, test } from "vitest";
import { fixedClock } from "../../kernel/clock.ts";
import { anonymousCtx, testMember, testWorkspace } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { createApiKey } from "./create-api-key.ts";
import { createWorkspace } from "./create-workspace.ts";
import { identifyKey } from "./identify-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { listWorkspaces } from "./list-workspaces.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { updateWorkspace } from "./update-workspace.ts";

const database = testDatabase();

async function scene() {
  const clock = fixedClock("2026-11-23T12:00:00Z");
  const nobody = anonymousCtx(database.db, { clock });
  const workspace = await testWorkspace(nobody, "Lamp shop");
  const admin = await testMember(workspace, "admin", { name: "Ada" });
  const audited = () =>
    database.db.prisma.auditEntry.findMany({
      where: { workspaceId: workspace.workspaceId },
      orderBy: { id: "asc" },
    });
  return { clock, nobody, workspace, admin, audited };
}

test("an Admin creates a workspace, is its Admin, and nobody else is in it", async () => {
  const { clock, workspace, admin } = await scene();
  await testMember(workspace, "marketer");
  clock.advance(1000);
  const made = await createWorkspace(admin, { name: "Second shop", timeZone: "Europe/Vienna" });
  const { items } = await listWorkspaces(admin, {});
  expect(items.map(({ name, role }) => ({ name, role }))).toEqual([
    { name: "Lamp shop", role: "admin" },
    { name: "Second shop", role: "admin" },
  ]);
  const members = await database.db.prisma.membership.findMany({ where: { workspaceId: made.id } });
  expect(members.map(({ userId }) => userId)).toEqual([admin.actor.id]);
});

test("name and time zone change with from → to in the log; an unknown zone changes nothing", async () => {
  const { clock, admin, audited } = await scene();
  await expect(updateWorkspace(admin, { timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    code: "invalid",
    problems: [{ path: "timeZone" }],
  });
  await updateWorkspace(admin, { name: "Lamps & more" });
  clock.advance(1);
  const view = await updateWorkspace(admin, { timeZone: "Asia/Kolkata" });
  expect(view).toMatchObject({ name: "Lamps & more", timeZone: "Asia/Kolkata", role: "admin" });
  expect((await audited()).map(({ changes }) => changes)).toEqual([
    { name: { from: "Lamp shop", to: "Lamps & more" } },
    { timeZone: { from: "UTC", to: "Asia/Kolkata" } },
  ]);
});

test("a key acts in its workspace with its role, notes its use, and is worthless once revoked", async () => {
  const { clock, nobody, workspace, admin, audited } = await scene();
  const { secret, ...made } = await createApiKey(admin, { name: "Nightly job", role: "marketer" });
  expect(secret).toMatch(/^jk_[\w-]{32}$/);
  expect(made).toMatchObject({ last4: secret.slice(-4), lastUsedAt: null, createdBy: "Ada" });
  const found = await identifyKey(nobody, { key: secret });
  expect(found).toEqual({
    workspaceId: workspace.workspaceId,
    actor: { kind: "key", id: made.id, name: "Nightly job", role: "marketer" },
  });
  const listed = await listApiKeys(admin, {});
  expect(listed.items).toMatchObject([{ lastUsedAt: "2026-11-23T12:00:00.000Z", revokedAt: null }]);
  expect(JSON.stringify(listed)).not.toContain(secret);
  clock.advance(1);
  await revokeApiKey(admin, { id: made.id });
  await revokeApiKey(admin, { id: made.id });
  await expect(identifyKey(nobody, { key: secret })).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await audited()).map(({ action }) => action)).toEqual(["api_key.created", "api_key.revoked"]);
  expect(JSON.stringify(await audited())).not.toContain(secret);
});

test("a key of another workspace cannot be revoked and goes on", async () => {
  const { nobody, admin } = await scene();
  const other = await testMember(await testWorkspace(nobody, "Other"), "admin");
  const { id, secret } = await createApiKey(other, { name: "Theirs", role: "viewer" });
  await expect(revokeApiKey(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  expect((await identifyKey(nobody, { key: secret })).workspaceId).toBe(other.workspaceId);
});
