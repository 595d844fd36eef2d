import type { Db } from "../db/client.ts";
import { newId } from "../kernel/ids.ts";

/** One set-up at a time on a database; later ones wait and then find it done. */
export async function lockSetUp(db: Db): Promise<void> {
  await db.sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('junction.set-up'))) AS held");
}

/** The workspace that was there first, or null on a fresh installation. */
export async function firstWorkspaceId(db: Db): Promise<string | null> {
  const row = await db.prisma.workspace.findFirst({
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return row?.id ?? null;
}

export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.prisma.user.findFirst({ select: { id: true } })) !== null;
}

/** The Admin whom the set-up made, where nobody else has an account and nobody has ever signed in; else null. */
export async function unusedAdmin(db: Db): Promise<{ id: string; email: string } | null> {
  const [first, ...others] = await db.prisma.user.findMany({
    select: { id: true, email: true, lastSignInAt: true },
    take: 2,
  });
  const isUnused = first !== undefined && others.length === 0 && first.lastSignInAt === null;
  return isUnused ? { id: first.id, email: first.email } : null;
}

type GivenKey = { workspaceId: string; keyHash: string; last4: string; createdBy: string; now: Date };

/** A source for a write key that was given by a setting; null when the key is on file already. */
export async function insertGivenSource(db: Db, key: GivenKey): Promise<string | null> {
  const { workspaceId, keyHash, last4, createdBy, now } = key;
  if (await db.prisma.writeKey.findUnique({ where: { keyHash }, select: { id: true } })) {
    return null;
  }
  const sourceId = newId(now.getTime());
  const owned = { workspaceId, createdBy, createdAt: now };
  await db.prisma.source.create({ data: { ...owned, id: sourceId, name: "First source", platform: "http" } });
  await db.prisma.writeKey.create({
    data: { ...owned, id: newId(now.getTime()), sourceId, name: "JUNCTION_WRITE_KEY", keyHash, last4 },
  });
  return sourceId;
}
