import type { Db } from "../db/client.ts";
import type { ThrottleState } from "./throttle.ts";

/** The state of each key, locked until the transaction ends. Keys are taken in one order so that callers never deadlock. */
export async function lockThrottles(db: Db, keys: string[], now: Date): Promise<Map<string, ThrottleState>> {
  const sorted = [...keys].sort();
  await db.prisma.signInThrottle.createMany({
    data: sorted.map((key) => ({ key, failures: 0, windowStart: now })),
    skipDuplicates: true,
  });
  await db.sql("SELECT 1 FROM sign_in_throttles WHERE key = ANY($1) ORDER BY key FOR UPDATE", [sorted]);
  const rows = await db.prisma.signInThrottle.findMany({ where: { key: { in: sorted } } });
  return new Map(
    rows.map((row) => [
      row.key,
      { failures: row.failures, lastAt: row.windowStart, lockedUntil: row.lockedUntil },
    ]),
  );
}

export async function saveThrottle(db: Db, key: string, state: ThrottleState): Promise<void> {
  const data = { failures: state.failures, windowStart: state.lastAt, lockedUntil: state.lockedUntil };
  // A sign-in that succeeded at this moment may have dropped the row since it was looked for.
  await db.prisma.signInThrottle.upsert({ where: { key }, create: { key, ...data }, update: data });
}

export async function forgetThrottle(db: Db, key: string): Promise<void> {
  await db.prisma.signInThrottle.deleteMany({ where: { key } });
}

/** Takes one counted attempt back, and with it the lock it may have set. */
export async function refundThrottle(db: Db, key: string): Promise<void> {
  await db.prisma.signInThrottle.updateMany({
    where: { key, failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, lockedUntil: null },
  });
}

/** Drops what is forgotten anyway. */
export async function pruneThrottles(db: Db, before: Date): Promise<number> {
  const { count } = await db.prisma.signInThrottle.deleteMany({ where: { windowStart: { lt: before } } });
  return count;
}
