import type { Db } from "../db/client.ts";
import type { Role } from "./permissions.ts";

export type SessionRow = { sessionId: string; userId: string; name: string; email: string };

/** The live session with this id, or null when it ended, was revoked or never was. */
export async function liveSession(db: Db, sessionId: string, now: Date): Promise<SessionRow | null> {
  const row = await db.prisma.session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: now } },
    include: { user: true },
  });
  return row && { sessionId: row.id, userId: row.userId, name: row.user.name, email: row.user.email };
}

export type WorkspaceMembership = {
  workspaceId: string;
  name: string;
  timeZone: string;
  demo: boolean;
  role: Role;
};

export async function membershipsOf(db: Db, userId: string): Promise<WorkspaceMembership[]> {
  const rows = await db.prisma.membership.findMany({
    where: { userId },
    include: { workspace: true },
    orderBy: [{ workspace: { createdAt: "asc" } }],
  });
  return rows.map((row) => ({
    workspaceId: row.workspaceId,
    name: row.workspace.name,
    timeZone: row.workspace.timeZone,
    demo: row.workspace.demo,
    role: row.role as Role,
  }));
}

export async function userByEmail(
  db: Db,
  email: string,
): Promise<{ id: string; name: string; email: string; passwordHash: string | null } | null> {
  return db.prisma.user.findUnique({ where: { email: email.toLowerCase() } });
}

export async function insertSession(
  db: Db,
  session: { id: string; userId: string; userAgent: string; address: string; expiresAt: Date; now: Date },
): Promise<void> {
  const { now, ...data } = session;
  await db.prisma.session.create({ data: { ...data, createdAt: now, lastSeenAt: now } });
  await db.prisma.user.update({ where: { id: session.userId }, data: { lastSignInAt: now } });
}
