import type { Db } from "../db/client.ts";
import type { Role } from "./permissions.ts";

export type InvitationRow = {
  id: string;
  workspaceId: string;
  email: string | null;
  role: Role;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

const columns = {
  id: true,
  workspaceId: true,
  email: true,
  role: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
  acceptedAt: true,
  revokedAt: true,
} as const;

const withRole = (row: Omit<InvitationRow, "role"> & { role: string }): InvitationRow => ({
  ...row,
  role: row.role as Role,
});

/** The newest two hundred. */
export async function invitationsOf(db: Db, workspaceId: string): Promise<InvitationRow[]> {
  const rows = await db.prisma.invitation.findMany({
    where: { workspaceId },
    select: columns,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  return rows.map(withRole);
}

export async function invitationById(db: Db, workspaceId: string, id: string): Promise<InvitationRow | null> {
  const row = await db.prisma.invitation.findFirst({ where: { workspaceId, id }, select: columns });
  return row && withRole(row);
}

export async function invitationByHash(
  db: Db,
  tokenHash: string,
): Promise<(InvitationRow & { workspaceName: string }) | null> {
  const row = await db.prisma.invitation.findUnique({
    where: { tokenHash },
    select: { ...columns, workspace: { select: { name: true } } },
  });
  if (!row) {
    return null;
  }
  const { workspace, ...rest } = row;
  return { ...withRole(rest), workspaceName: workspace.name };
}

/** The open invitations addressed to an e-mail, oldest first. */
export async function openInvitationsTo(db: Db, email: string, now: Date): Promise<InvitationRow[]> {
  const rows = await db.prisma.invitation.findMany({
    where: { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: columns,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(withRole);
}

/**
 * The open invitations of a workspace that a user made, oldest first. An invitation keeps its maker's name alone, which is
 * not unique; the audit log knows who it was.
 */
export async function openInvitationsBy(
  db: Db,
  workspaceId: string,
  userId: string,
  now: Date,
): Promise<InvitationRow[]> {
  const made = await db.prisma.auditEntry.findMany({
    where: {
      workspaceId,
      objectKind: "invitation",
      action: "invitation.created",
      actorKind: "user",
      actorId: userId,
    },
    select: { objectId: true },
  });
  const rows = await db.prisma.invitation.findMany({
    where: {
      ...{ workspaceId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      id: { in: made.map(({ objectId }) => objectId) },
    },
    select: columns,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(withRole);
}

export async function insertInvitation(
  db: Db,
  invitation: Omit<InvitationRow, "acceptedAt" | "revokedAt"> & { tokenHash: string },
): Promise<void> {
  await db.prisma.invitation.create({ data: invitation });
}

/** Uses an open invitation up, or ends it. False when it was no longer open: of two callers one wins. */
export async function closeInvitation(
  db: Db,
  id: string,
  now: Date,
  how: "acceptedAt" | "revokedAt",
): Promise<boolean> {
  const { count } = await db.prisma.invitation.updateMany({
    where: { id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { [how]: now },
  });
  return count === 1;
}
