import type { Db } from "../db/client.ts";
import type { Role } from "./permissions.ts";

export type SessionRow = { sessionId: string; userId: string; name: string; email: string; lastSeenAt: Date };

/** The live session with this id, or null when it ended, was revoked or never was. */
export async function liveSession(db: Db, sessionId: string, now: Date): Promise<SessionRow | null> {
  const row = await db.prisma.session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: now } },
    include: { user: true },
  });
  return (
    row && {
      sessionId: row.id,
      userId: row.userId,
      name: row.user.name,
      email: row.user.email,
      lastSeenAt: row.lastSeenAt,
    }
  );
}

export type WorkspaceMembership = {
  workspaceId: string;
  name: string;
  timeZone: string;
  demo: boolean;
  role: Role;
  createdAt: Date;
};

export async function membershipsOf(db: Db, userId: string): Promise<WorkspaceMembership[]> {
  const rows = await db.prisma.membership.findMany({
    where: { userId },
    include: { workspace: true },
    orderBy: [{ workspace: { createdAt: "asc" } }, { workspaceId: "asc" }],
  });
  return rows.map((row) => ({
    workspaceId: row.workspaceId,
    name: row.workspace.name,
    timeZone: row.workspace.timeZone,
    demo: row.workspace.demo,
    role: row.role as Role,
    createdAt: row.workspace.createdAt,
  }));
}

export async function insertSession(
  db: Db,
  session: { id: string; userId: string; userAgent: string; address: string; expiresAt: Date; now: Date },
): Promise<void> {
  const { now, ...data } = session;
  await db.prisma.session.create({ data: { ...data, createdAt: now, lastSeenAt: now } });
  await db.prisma.user.update({ where: { id: session.userId }, data: { lastSignInAt: now } });
}

/** Notes that a session was used, unless somebody noted it after `notSince`. */
export async function touchSession(db: Db, id: string, now: Date, notSince: Date): Promise<void> {
  await db.prisma.session.updateMany({
    where: { id, lastSeenAt: { lt: notSince } },
    data: { lastSeenAt: now },
  });
}

export type OwnSession = {
  id: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** The newest hundred live sessions of a user, last used first. */
export async function liveSessionsOf(db: Db, userId: string, now: Date): Promise<OwnSession[]> {
  return db.prisma.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, userAgent: true, address: true, createdAt: true, lastSeenAt: true, expiresAt: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 100,
  });
}

/** Revokes live sessions of a user: the one with `id`, or all but `except`. Answers how many it ended. */
export async function revokeSessions(
  db: Db,
  userId: string,
  which: { id: string } | { except: string } | "all",
  now: Date,
): Promise<number> {
  const id = which === "all" ? undefined : "id" in which ? which.id : { not: which.except };
  const { count } = await db.prisma.session.updateMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now }, id },
    data: { revokedAt: now },
  });
  return count;
}

/** Drops sessions that ended before `before`. */
export async function pruneSessions(db: Db, before: Date): Promise<number> {
  const { count } = await db.prisma.session.deleteMany({
    where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
  });
  return count;
}
