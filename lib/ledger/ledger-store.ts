import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";

export async function insertLedgerEntries(
  db: Db,
  entries: Prisma.LedgerEntryCreateManyInput[],
): Promise<void> {
  await db.prisma.ledgerEntry.createMany({ data: entries });
}

export type LedgerRow = {
  id: string;
  at: Date;
  verdict: string;
  code: string;
  reason: string;
  personId: string | null;
  eventSeq: bigint | null;
  eventName: string | null;
  messageId: string | null;
  request: unknown;
  answer: unknown;
  retriedIn: string | null;
};

export async function ledgerPage(
  db: Db,
  page: { workspaceId: string; runId: string; verdict: string; after: string | null; limit: number },
): Promise<LedgerRow[]> {
  return db.prisma.ledgerEntry.findMany({
    where: {
      workspaceId: page.workspaceId,
      runId: page.runId,
      verdict: page.verdict,
      ...(page.after ? { id: { gt: page.after } } : {}),
    },
    orderBy: { id: "asc" },
    take: page.limit,
  });
}

/** Of these records, the events and people that a run rejected. */
export async function rejectedRows(
  db: Db,
  among: { workspaceId: string; runId: string; eventSeqs: bigint[]; personIds: string[] },
): Promise<{ eventSeq: bigint | null; personId: string | null }[]> {
  return db.prisma.ledgerEntry.findMany({
    where: {
      workspaceId: among.workspaceId,
      runId: among.runId,
      verdict: "rejected",
      OR: [{ eventSeq: { in: among.eventSeqs } }, { eventSeq: null, personId: { in: among.personIds } }],
    },
    select: { eventSeq: true, personId: true },
  });
}

/** Hands rejected records that nobody has sent again to a new run. Returns how many there were. */
export async function claimForRetry(
  db: Db,
  claim: { workspaceId: string; runId: string; ids: string[] | null; retriedIn: string },
): Promise<number> {
  const { count } = await db.prisma.ledgerEntry.updateMany({
    where: {
      workspaceId: claim.workspaceId,
      runId: claim.runId,
      verdict: "rejected",
      retriedIn: null,
      ...(claim.ids ? { id: { in: claim.ids } } : {}),
    },
    data: { retriedIn: claim.retriedIn },
  });
  return count;
}

/** Rejections about identities, each of one run, oldest first. */
export async function refusalRows(
  db: Db,
  workspaceId: string,
  about: { runId: string; identity: string }[],
): Promise<{ identity: string | null; request: unknown; answer: unknown }[]> {
  return db.sql(
    `select l.identity, l.request, l.answer from unnest($2::uuid[], $3::text[]) as g(run_id, identity)
     join ledger_entries l on l.workspace_id = $1::uuid and l.run_id = g.run_id and l.verdict = 'rejected'
       and l.identity = g.identity
     order by l.id`,
    [workspaceId, about.map((each) => each.runId), about.map((each) => each.identity)],
  );
}
