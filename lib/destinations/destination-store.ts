import type { Db } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { countsByMinute } from "./counts-store.ts";

/** How many calls of the log are looked at to say how many wait. */
export const WAITING_COUNTED = 200_000;

/** A row of `destinations` with what a view shows of other tables. */
export type DestinationRecord = {
  id: string;
  source_id: string;
  source_name: string;
  connection_id: string;
  nickname: string;
  partner: string;
  name: string;
  mode: string;
  enabled: boolean;
  settings: unknown;
  filter_mode: string;
  event_names: string[];
  version: number;
  position_tx: bigint;
  position_seq: bigint;
  outage: unknown;
  halted: string | null;
  halted_at: Date | null;
  last_sent_at: Date | null;
  created_by: string;
  created_at: Date;
};

/** A destination with its numbers; `since` tells from which minute on the day counts. */
export type CountedDestination = DestinationRecord & {
  waiting: number;
  waiting_more: boolean;
  oldest_at: Date | null;
  shelved: number;
  day_filtered: number;
  day_delivered: number;
  day_refused: number;
};

const rows = `
  select d.*, s.name as source_name, c.nickname from destinations d
  join sources s on s.workspace_id = d.workspace_id and s.id = d.source_id
  join connections c on c.workspace_id = d.workspace_id and c.id = d.connection_id
  where d.workspace_id = $1::uuid and d.archived_at is null`;

// The log is read from the position on whatever the source, so that a quiet source in a busy workspace costs no more.
const counted = (page: string) => `
  select d.*, coalesce(w.waiting, 0)::int as waiting, coalesce(w.looked, 0) >= ${WAITING_COUNTED} as waiting_more,
    w.oldest_at, shelf.shelved::float8 as shelved, day.filtered::float8 as day_filtered,
    day.delivered::float8 as day_delivered, day.refused::float8 as day_refused
  from (${page}) d
  left join lateral (
    select count(*) filter (where e.source_id = d.source_id) as waiting, count(*) as looked,
      min(e.received_at) filter (where e.source_id = d.source_id) as oldest_at
    from (
      select e.source_id, e.received_at from events e
      where e.workspace_id = d.workspace_id and (e.tx, e.seq) > (d.position_tx, d.position_seq)
      order by e.tx, e.seq limit ${WAITING_COUNTED}
    ) e
  ) w on d.mode = 'cloud'
  cross join lateral (
    select count(*) as shelved from ledger_entries l
    where l.workspace_id = d.workspace_id and l.origin_id = d.id and l.verdict = 'rejected'
      and l.retried_in is null and l.discarded_at is null
  ) shelf
  cross join lateral (
    select coalesce(sum(t.count) filter (where t.stage = 'filtered'), 0) as filtered,
      coalesce(sum(t.count) filter (where t.stage = 'delivered'), 0) as delivered,
      coalesce(sum(t.count) filter (where t.stage = 'refused'), 0) as refused
    from (${countsByMinute("t.workspace_id = d.workspace_id and t.destination_id = d.id and t.minute >= $3::timestamptz")}) t
  ) day`;

export async function destinationById(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<DestinationRecord | null> {
  const found = await db.sql<DestinationRecord>(`${rows} and d.id = $2::uuid`, [workspaceId, id]);
  return found[0] ?? null;
}

export async function countedDestination(
  db: Db,
  workspaceId: string,
  id: string,
  since: Date,
): Promise<CountedDestination | null> {
  const found = await db.sql<CountedDestination>(counted(`${rows} and d.id = $2::uuid`), [
    workspaceId,
    id,
    since,
  ]);
  return found[0] ?? null;
}

/** All destinations of a source with their numbers, oldest first, in one statement. */
export async function countedDestinations(
  db: Db,
  workspaceId: string,
  sourceId: string,
  since: Date,
): Promise<CountedDestination[]> {
  return db.sql<CountedDestination>(`${counted(`${rows} and d.source_id = $2::uuid`)} order by d.id`, [
    workspaceId,
    sourceId,
    since,
  ]);
}

export async function destinationsOf(
  db: Db,
  workspaceId: string,
  sourceId: string,
): Promise<DestinationRecord[]> {
  return db.sql<DestinationRecord>(`${rows} and d.source_id = $2::uuid order by d.id`, [
    workspaceId,
    sourceId,
  ]);
}

export async function insertDestination(db: Db, row: Prisma.DestinationUncheckedCreateInput): Promise<void> {
  await db.prisma.destination.create({ data: row });
}

/** Holds the destination, so that changes of it take turns. */
export async function lockDestination(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql(`select id from destinations where workspace_id = $1::uuid and id = $2::uuid for update`, [
    workspaceId,
    id,
  ]);
}

export type DestinationChange = Omit<Prisma.DestinationUncheckedUpdateInput, "outage" | "version"> & {
  outage?: null;
};

/** Changes a destination; its version goes up, by which whoever works on it notices. */
export async function updateDestinationRow(
  db: Db,
  workspaceId: string,
  id: string,
  { outage, ...change }: DestinationChange,
): Promise<void> {
  await db.prisma.destination.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: {
      ...change,
      ...(outage === null && { outage: Prisma.DbNull }),
      version: { increment: 1 },
    },
  });
}

/** Takes destinations of a source out of use; with `id` that one alone. Their replays end with them. */
export async function archiveDestinationRows(
  db: Db,
  archive: { workspaceId: string; sourceId: string; id: string | null; by: string; now: Date },
): Promise<{ id: string; name: string }[]> {
  return db.sql<{ id: string; name: string }>(
    `with archived as (
       update destinations set archived_at = $5::timestamptz, enabled = false, version = version + 1
       where workspace_id = $1::uuid and source_id = $2::uuid and ($3::uuid is null or id = $3::uuid)
         and archived_at is null
       returning id, name
     ), stopped as (
       update destination_replays r set status = 'STOPPED', stopped_by = $4, ended_at = $5::timestamptz
       from archived a where r.workspace_id = $1::uuid and r.destination_id = a.id
         and r.status in ('PENDING', 'RUNNING')
     ) select id::text, name from archived order by id`,
    [archive.workspaceId, archive.sourceId, archive.id, archive.by, archive.now],
  );
}
