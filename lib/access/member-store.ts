import type { Db } from "../db/client.ts";
import type { Role } from "./permissions.ts";

export type MemberRow = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  lastSignInAt: Date | null;
};

const withUser = { user: { select: { name: true, email: true, lastSignInAt: true } } } as const;
type Found = {
  userId: string;
  role: string;
  createdAt: Date;
  user: { name: string; email: string; lastSignInAt: Date | null };
};

function memberRow(row: Found): MemberRow {
  return {
    userId: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: row.role as Role,
    joinedAt: row.createdAt,
    lastSignInAt: row.user.lastSignInAt,
  };
}

export async function membersOf(db: Db, workspaceId: string): Promise<MemberRow[]> {
  const rows = await db.prisma.membership.findMany({
    where: { workspaceId },
    include: withUser,
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
  });
  return rows.map(memberRow);
}

export async function memberById(db: Db, workspaceId: string, userId: string): Promise<MemberRow | null> {
  const row = await db.prisma.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    include: withUser,
  });
  return row && memberRow(row);
}

export async function countAdmins(db: Db, workspaceId: string): Promise<number> {
  return db.prisma.membership.count({ where: { workspaceId, role: "admin" } });
}

export async function countMembersOf(db: Db, workspaceId: string, roles: readonly Role[]): Promise<number> {
  return db.prisma.membership.count({ where: { workspaceId, role: { in: [...roles] } } });
}

/** False when the user is a member already. */
export async function insertMember(
  db: Db,
  member: { workspaceId: string; userId: string; role: Role; createdAt: Date },
): Promise<boolean> {
  const { count } = await db.prisma.membership.createMany({ data: [member], skipDuplicates: true });
  return count === 1;
}

export async function setMemberRole(db: Db, workspaceId: string, userId: string, role: Role): Promise<void> {
  await db.prisma.membership.update({
    where: { workspaceId_userId: { workspaceId, userId } },
    data: { role },
  });
}

export async function deleteMember(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db.prisma.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
}
