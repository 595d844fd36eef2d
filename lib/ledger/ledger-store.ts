import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";

export async function insertLedgerEntries(
  db: Db,
  entries: Prisma.LedgerEntryCreateManyInput[],
): Promise<void> {
  await db.prisma.ledgerEntry.createMany({ data: entries });
}
