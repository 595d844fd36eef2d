import type { Db } from "../db/client.ts";

export type UserRow = {
  id: string;
  name: string;
  email: string;
  passwordHash: string | null;
  createdAt: Date;
};

export async function userByEmail(db: Db, email: string): Promise<UserRow | null> {
  return db.prisma.user.findUnique({ where: { email: email.toLowerCase() } });
}

export async function userById(db: Db, id: string): Promise<UserRow | null> {
  return db.prisma.user.findUnique({ where: { id } });
}

/** False when an account of this e-mail exists already; the transaction stays usable. */
export async function insertUser(db: Db, user: UserRow): Promise<boolean> {
  const { count } = await db.prisma.user.createMany({ data: [user], skipDuplicates: true });
  return count === 1;
}

export async function renameUser(db: Db, id: string, name: string): Promise<void> {
  await db.prisma.user.update({ where: { id }, data: { name } });
}

export async function setPasswordHash(db: Db, id: string, passwordHash: string): Promise<void> {
  await db.prisma.user.update({ where: { id }, data: { passwordHash } });
}
