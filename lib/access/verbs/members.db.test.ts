import { expect, test } from "vitest";
import { anonymousCtx, testMember, testWorkspace } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { changeRole } from "./change-role.ts";
import { createInvitation } from "./create-invitation.ts";
import { identifySession } from "./identify-session.ts";
import { listMembers } from "./list-members.ts";
import { lookAtInvitation } from "./look-at-invitation.ts";
import { removeMember } from "./remove-member.ts";

const database = testDatabase();

async function scene() {
  const nobody = anonymousCtx(database.db);
  const workspace = await testWorkspace(nobody);
  const admin = await testMember(workspace, "admin", { name: "Ada" });
  const viewer = await testMember(workspace, "viewer", { name: "Vic" });
  const roles = async () => {
    const { items } = await listMembers(admin, {});
    return Object.fromEntries(items.map((member) => [member.name, member.role]));
  };
  const audited = () =>
    database.db.prisma.auditEntry.findMany({
      where: { workspaceId: workspace.workspaceId },
      orderBy: { id: "asc" },
    });
  return { nobody, workspace, admin, viewer, roles, audited };
}

test("an Admin gives a member another role, from → to in the log, effective at the next request", async () => {
  const { nobody, admin, viewer, roles, audited } = await scene();
  await changeRole(admin, { userId: viewer.actor.id, role: "marketer" });
  expect(await roles()).toEqual({ Ada: "admin", Vic: "marketer" });
  expect(await audited()).toMatchObject([
    {
      action: "member.role_changed",
      actorName: "Ada",
      objectId: viewer.actor.id,
      changes: { role: { from: "viewer", to: "marketer" } },
    },
  ]);
  const found = await identifySession(nobody, { sessionId: viewer.actor.sessionId });
  expect(found?.workspaces).toMatchObject([{ role: "marketer" }]);
});

test("the same role again writes nothing", async () => {
  const { admin, viewer, audited } = await scene();
  await changeRole(admin, { userId: viewer.actor.id, role: "viewer" });
  expect(await audited()).toEqual([]);
});

test("the last Admin cannot be demoted or removed, not even by themselves", async () => {
  const { admin, roles, audited } = await scene();
  const userId = admin.actor.id;
  await expect(changeRole(admin, { userId, role: "viewer" })).rejects.toMatchObject({ code: "precondition" });
  await expect(removeMember(admin, { userId })).rejects.toMatchObject({ code: "precondition" });
  expect(await roles()).toEqual({ Ada: "admin", Vic: "viewer" });
  expect(await audited()).toEqual([]);
});

test("two Admins who demote each other at once leave one", async () => {
  const { workspace, admin } = await scene();
  const second = await testMember(workspace, "admin", { name: "Eve" });
  const results = await Promise.allSettled([
    changeRole(admin, { userId: second.actor.id, role: "viewer" }),
    changeRole(second, { userId: admin.actor.id, role: "viewer" }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  const left = await database.db.prisma.membership.count({
    where: { workspaceId: workspace.workspaceId, role: "admin" },
  });
  expect(left).toBe(1);
});

test("a removed member is out at once; their account and their other workspaces stay", async () => {
  const { nobody, admin, viewer, roles, audited } = await scene();
  const other = await testWorkspace(nobody, "Other");
  await database.db.prisma.membership.create({
    data: { workspaceId: other.workspaceId, userId: viewer.actor.id, role: "admin" },
  });
  await removeMember(admin, { userId: viewer.actor.id });
  expect(await roles()).toEqual({ Ada: "admin" });
  const found = await identifySession(nobody, { sessionId: viewer.actor.sessionId });
  expect(found?.workspaces.map(({ workspaceId }) => workspaceId)).toEqual([other.workspaceId]);
  expect(await audited()).toMatchObject([
    { action: "member.removed", changes: { role: { from: "viewer", to: null } } },
  ]);
});

test("a member of another workspace is not found and stays as they are", async () => {
  const { nobody, admin } = await scene();
  const other = await testWorkspace(nobody, "Other");
  const stranger = await testMember(other, "viewer");
  const userId = stranger.actor.id;
  await expect(changeRole(admin, { userId, role: "admin" })).rejects.toMatchObject({ code: "not_found" });
  await expect(removeMember(admin, { userId })).rejects.toMatchObject({ code: "not_found" });
  const membership = await database.db.prisma.membership.findMany({ where: { userId } });
  expect(membership).toMatchObject([{ role: "viewer", workspaceId: other.workspaceId }]);
});

test("who is taken out, or may invite nobody any more, cannot come back by a link of their own", async () => {
  const { nobody, workspace, admin, audited } = await scene();
  const leaving = await testMember(workspace, "admin", { name: "Eve" });
  const demoted = await testMember(workspace, "admin", { name: "Eve" });
  const tokenOf = async (by: typeof admin) =>
    (await createInvitation(by, { role: "admin" })).path.replace("/invite/", "");
  const tokens = [await tokenOf(leaving), await tokenOf(demoted), await tokenOf(admin)];
  await removeMember(admin, { userId: leaving.actor.id });
  // Of the same name, and still an Admin.
  expect(await lookAtInvitation(nobody, { token: tokens[1] ?? "" })).toMatchObject({ state: "open" });
  await changeRole(admin, { userId: demoted.actor.id, role: "viewer" });
  const states = await Promise.all(
    tokens.map(async (token) => (await lookAtInvitation(nobody, { token })).state),
  );
  expect(states).toEqual(["revoked", "revoked", "open"]);
  const actions = (await audited()).map(({ action }) => action);
  expect(actions.filter((action) => action === "invitation.revoked")).toHaveLength(2);
});
