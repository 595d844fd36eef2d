import type { Db, Querying } from "../db/client.ts";
import type { DestinationReplay, Prisma } from "../db/generated/client.ts";
import type { Position } from "./position-store.ts";

export type { DestinationReplay };

export async function insertReplay(db: Db, row: Prisma.DestinationReplayUncheckedCreateInput): Promise<void> {
  await db.prisma.destinationReplay.create({ data: row });
}

export async function replayById(
  db: Db,
  workspaceId: string,
  destinationId: string,
  id: string,
): Promise<DestinationReplay | null> {
  return db.prisma.destinationReplay.findFirst({ where: { workspaceId, destinationId, id } });
}

export async function replayRows(
  db: Db,
  of: { workspaceId: string; destinationId: string },
  page: { before: string | null; limit: number },
): Promise<DestinationReplay[]> {
  return db.prisma.destinationReplay.findMany({
    where: { ...of, ...(page.before && { id: { lt: page.before } }) },
    orderBy: { id: "desc" },
    take: page.limit,
  });
}

/** Replays of a destination that wait or run. */
export async function openReplays(
  db: Db,
  workspaceId: string,
  destinationId: string,
): Promise<DestinationReplay[]> {
  return db.prisma.destinationReplay.findMany({
    where: { workspaceId, destinationId, kind: "replay", status: { in: ["PENDING", "RUNNING"] } },
  });
}

/** Holds the replay, so that stopping it and working on it take turns. */
export async function lockReplay(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql(
    `select id from destination_replays where workspace_id = $1::uuid and id = $2::uuid for update`,
    [workspaceId, id],
  );
}

export async function stopReplayRow(
  db: Db,
  workspaceId: string,
  id: string,
  by: { name: string; now: Date },
): Promise<void> {
  await db.prisma.destinationReplay.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { status: "STOPPED", stoppedBy: by.name, endedAt: by.now },
  });
}

/** Which calls a replay would send: of a source, up to a place, all conditions together. */
export type ReplayScope = {
  workspaceId: string;
  sourceId: string;
  upTo: Position;
  from: string | null;
  to: string | null;
  /** null: whichever; names of track calls, types of all others */
  names: string[] | null;
  /** null: whoever */
  personIds: string[] | null;
};

/** Where the names are those of track calls and of types whose calls are called by them, an index knows them. */
const indexed = (names: string[] | null) =>
  names !== null && !names.includes("page") && !names.includes("screen")
    ? "and e.name = any($7::text[])"
    : "";

const within = ({ names }: ReplayScope) => `e.workspace_id = $1::uuid and e.source_id = $2::uuid
  and (e.tx, e.seq) <= ($3::bigint, $4::bigint)
  and ($5::timestamptz is null or e.received_at >= $5::timestamptz)
  and ($6::timestamptz is null or e.received_at < $6::timestamptz)
  and ($7::text[] is null or (case when e.type = 'track' then e.name else e.type end) = any($7::text[]))
  and ($8::uuid[] is null or e.person_id = any($8::uuid[])) ${indexed(names)}`;

const valuesOf = (scope: ReplayScope): unknown[] => [
  scope.workspaceId,
  scope.sourceId,
  String(scope.upTo.tx),
  String(scope.upTo.seq),
  scope.from,
  scope.to,
  scope.names,
  scope.personIds,
];

export type ScopeCount = { count: number; oldestAt: Date | null; newestAt: Date | null };

/** How many calls a replay would send, counted up to `cap`, and between which times those were received. */
export async function countScope(connection: Querying, scope: ReplayScope, cap: number): Promise<ScopeCount> {
  const { rows } = await connection.query<ScopeCount>(
    `select count(*)::int as count, min(received_at) as "oldestAt", max(received_at) as "newestAt"
     from (select e.received_at from events e where ${within(scope)} limit $9::int) counted`,
    [...valuesOf(scope), cap],
  );
  return rows[0] ?? { count: 0, oldestAt: null, newestAt: null };
}

/** Places of some calls that a replay would send, the newest first among those that are looked at. */
export async function placesInScope(
  connection: Querying,
  scope: ReplayScope,
  limit: number,
): Promise<{ tx: string; seq: string }[]> {
  const { rows } = await connection.query<{ tx: string; seq: string }>(
    `select tx::text, seq::text from (select e.tx, e.seq from events e where ${within(scope)} limit 1000) found
     order by found.tx desc, found.seq desc limit $9::int`,
    [...valuesOf(scope), limit],
  );
  return rows;
}

/** The transaction of the first call that a replay would send; null where there is none. */
export async function firstTxOfScope(connection: Querying, scope: ReplayScope): Promise<string | null> {
  // `+ 0` keeps the planner from walking the whole log in its order up to the first that fits.
  const { rows } = await connection.query<{ tx: string | null }>(
    `select min(e.tx + 0)::text as tx from events e where ${within(scope)}`,
    valuesOf(scope),
  );
  return rows[0]?.tx ?? null;
}
