import type { Db, Querying } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { JsonObject } from "../kernel/json.ts";

export type NewLedgerEntry = {
  id: string;
  at: Date;
  origin: string;
  originId: string;
  runId: string;
  verdict: string;
  code: string;
  reason: string;
  personId: string | null;
  identity: string | null;
  eventTx: string | null;
  eventSeq: string | null;
  eventName: string | null;
  messageId: string | null;
  request: JsonObject | null;
  answer: JsonObject | null;
};

const columns: { name: string; type: string; of(entry: NewLedgerEntry): string | null }[] = [
  { name: "id", type: "uuid", of: (entry) => entry.id },
  { name: "at", type: "timestamptz", of: (entry) => entry.at.toISOString() },
  { name: "origin", type: "text", of: (entry) => entry.origin },
  { name: "origin_id", type: "uuid", of: (entry) => entry.originId },
  { name: "run_id", type: "uuid", of: (entry) => entry.runId },
  { name: "verdict", type: "text", of: (entry) => entry.verdict },
  { name: "code", type: "text", of: (entry) => entry.code },
  { name: "reason", type: "text", of: (entry) => entry.reason },
  { name: "person_id", type: "uuid", of: (entry) => entry.personId },
  { name: "identity", type: "text", of: (entry) => entry.identity },
  { name: "event_tx", type: "bigint", of: (entry) => entry.eventTx },
  { name: "event_seq", type: "bigint", of: (entry) => entry.eventSeq },
  { name: "event_name", type: "text", of: (entry) => entry.eventName },
  { name: "message_id", type: "text", of: (entry) => entry.messageId },
  { name: "request", type: "jsonb", of: (entry) => entry.request && JSON.stringify(entry.request) },
  { name: "answer", type: "jsonb", of: (entry) => entry.answer && JSON.stringify(entry.answer) },
];
const names = columns.map(({ name }) => name).join(", ");
const arrays = columns.map(({ type }, index) => `$${index + 2}::text[]::${type}[]`).join(", ");

/** Writes entries in one statement, however many. */
export async function insertLedgerEntries(
  db: Pick<Db, "sql">,
  workspaceId: string,
  entries: NewLedgerEntry[],
): Promise<void> {
  await db.sql(
    `insert into ledger_entries (workspace_id, ${names}) select $1::uuid, given.* from unnest(${arrays}) as given`,
    [workspaceId, ...columns.map(({ of }) => entries.map(of))],
  );
}

export type LedgerRow = {
  id: string;
  at: Date;
  verdict: string;
  code: string;
  reason: string;
  personId: string | null;
  eventTx: bigint | string | null;
  eventSeq: bigint | string | null;
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

const rowColumns = `l.id, l.at, l.verdict, l.code, l.reason, l.person_id as "personId", l.event_tx::text as "eventTx",
  l.event_seq::text as "eventSeq", l.event_name as "eventName", l.message_id as "messageId", l.request, l.answer,
  l.retried_in as "retriedIn"`;

export type LedgerSearch = { text: string; people: string[] };

/** As `ledgerPage`, those of some people or with a text in the event's name, message id, code or reason. */
export async function searchLedgerPage(
  connection: Querying,
  page: { workspaceId: string; runId: string; verdict: string; after: string | null; limit: number },
  search: LedgerSearch,
): Promise<LedgerRow[]> {
  const { rows } = await connection.query<LedgerRow>(
    `select ${rowColumns} from ledger_entries l
     where l.workspace_id = $1::uuid and l.run_id = $2::uuid and l.verdict = $3 and ($4::uuid is null or l.id > $4)
       and (l.person_id = any($6::uuid[]) or l.message_id = $7 or l.event_name ilike $8 or l.code ilike $8
         or l.reason ilike $8)
     order by l.id limit $5::int`,
    [
      page.workspaceId,
      page.runId,
      page.verdict,
      page.after,
      page.limit,
      search.people,
      search.text,
      `%${likeLiteral(search.text)}%`,
    ],
  );
  return rows;
}

export type PersonDecision = {
  id: string;
  at: Date;
  runId: string;
  code: string;
  reason: string;
  personId: string | null;
  eventSeq: bigint | null;
  eventName: string | null;
  messageId: string | null;
  retriedIn: string | null;
};

const ofPerson = {
  id: true,
  at: true,
  runId: true,
  code: true,
  reason: true,
  personId: true,
  eventSeq: true,
  eventName: true,
  messageId: true,
  retriedIn: true,
} as const;

/** What exports did not get accepted of these events of one person, under whichever of their profiles. */
export async function rejectionsOfEvents(
  db: Db,
  about: { workspaceId: string; profiles: string[]; eventSeqs: bigint[] },
): Promise<PersonDecision[]> {
  return db.prisma.ledgerEntry.findMany({
    where: {
      workspaceId: about.workspaceId,
      personId: { in: about.profiles },
      eventSeq: { in: about.eventSeqs },
      origin: "export",
      verdict: "rejected",
    },
    select: ofPerson,
    orderBy: { id: "asc" },
  });
}

/** The same of the profile itself, the newest ones. */
export async function rejectionsOfProfile(
  db: Db,
  about: { workspaceId: string; profiles: string[]; limit: number },
): Promise<PersonDecision[]> {
  return db.prisma.ledgerEntry.findMany({
    where: {
      workspaceId: about.workspaceId,
      personId: { in: about.profiles },
      eventSeq: null,
      origin: "export",
      verdict: "rejected",
    },
    select: ofPerson,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: about.limit,
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

/** Gives back what was claimed for a run of which it did not come to these records: those behind `after`. */
export async function unclaimRetry(
  db: Db,
  claim: { workspaceId: string; runId: string; retriedIn: string; after: string | null },
): Promise<void> {
  await db.prisma.ledgerEntry.updateMany({
    where: {
      workspaceId: claim.workspaceId,
      runId: claim.runId,
      verdict: "rejected",
      retriedIn: claim.retriedIn,
      ...(claim.after === null ? {} : { id: { gt: claim.after } }),
    },
    data: { retriedIn: null },
  });
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
