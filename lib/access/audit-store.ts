import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";

export async function insertAuditEntry(db: Db, entry: Prisma.AuditEntryCreateManyInput): Promise<void> {
  await db.prisma.auditEntry.create({ data: entry });
}
