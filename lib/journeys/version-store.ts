import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { newId } from "../kernel/ids.ts";
import type { Json } from "../kernel/json.ts";

export type VersionRecord = {
  number: number;
  document: Json;
  note: string;
  publishedBy: string;
  publishedAt: Date;
  moves: Json;
  movedAt: Date | null;
};

/** A version of a journey; null where there is none of that number. */
export async function versionById(
  db: Db,
  workspaceId: string,
  journeyId: string,
  number: number,
): Promise<VersionRecord | null> {
  const row = await db.prisma.journeyVersion.findUnique({
    where: { workspaceId_journeyId_number: { workspaceId, journeyId, number } },
    omit: { secrets: true },
  });
  return row as VersionRecord | null;
}

export type VersionFigures = Omit<VersionRecord, "document" | "moves"> & {
  moving: boolean;
  entered: number;
  inside: number;
};

/** All versions of a journey, newest first, with who entered by them and who goes by them now. */
export async function versionRows(db: Db, workspaceId: string, journeyId: string): Promise<VersionFigures[]> {
  return db.sql<VersionFigures>(
    `select v.number, v.note, v.published_by as "publishedBy", v.published_at as "publishedAt", v.moved_at as "movedAt",
       v.moves is not null and v.moved_at is null as moving, coalesce(c.entered, 0)::float8 as entered,
       coalesce(c.entered, 0)::float8 + coalesce(c.moved, 0)::float8 as inside
     from journey_versions v left join lateral (
       select sum(n.people) filter (where n.node = '' and n.what = 'entered') as entered,
         sum(case when n.node = '' and n.what = 'moved_in' then n.people
           when (n.node = '' and n.what = 'left') or (n.what = 'out' and n.exit = 'other_version') then -n.people end) as moved
       from journey_counts n where n.workspace_id = v.workspace_id and n.journey_id = v.journey_id
         and n.version = v.number) c on true
     where v.workspace_id = $1::uuid and v.journey_id = $2::uuid order by v.number desc limit 500`,
    [workspaceId, journeyId],
  );
}

export type NewVersion = {
  workspaceId: string;
  journeyId: string;
  number: number;
  document: Json;
  secrets: Json;
  note: string;
  publishedBy: string;
  publishedAt: Date;
  moves: Json;
};

/** Notes what was published, and who sends its messages. In the transaction that publishes it. */
export async function insertVersion(
  db: Db,
  version: NewVersion,
  senders: readonly { node: string; channel: string }[],
): Promise<void> {
  const { document, secrets, moves, ...rest } = version;
  await db.prisma.journeyVersion.create({
    data: {
      ...rest,
      document: document as Prisma.InputJsonValue,
      secrets: secrets as Prisma.InputJsonValue,
      ...(moves !== null && { moves: moves as Prisma.InputJsonValue }),
    },
  });
  const { workspaceId, journeyId, number, publishedAt } = version;
  await db.sql(
    `insert into journey_senders (workspace_id, id, journey_id, version, node, channel)
     select $1::uuid, g.id, $2::uuid, $3::int, g.node, g.channel
     from unnest($4::uuid[], $5::text[], $6::text[]) as g(id, node, channel) returning 1`,
    [
      workspaceId,
      journeyId,
      number,
      senders.map(() => newId(publishedAt.getTime())),
      senders.map(({ node }) => node),
      senders.map(({ channel }) => channel),
    ],
  );
}

/** Events of transactions from this one on let people in. */
export async function listenFromNow(db: Db, workspaceId: string, journeyId: string): Promise<void> {
  await db.sql(
    `update journeys set from_tx = pg_current_xact_id()::text::bigint where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [workspaceId, journeyId],
  );
}

/** Where those go who are at nodes that are gone, by versions to which people are still to move; the oldest first. */
export async function movesUnderWay(
  db: Db,
  workspaceId: string,
  journeyId: string,
): Promise<{ number: number; moves: Record<string, string | null> }[]> {
  return db.sql(
    `select number, moves from journey_versions where workspace_id = $1::uuid and journey_id = $2::uuid
       and moves is not null and moved_at is null order by number`,
    [workspaceId, journeyId],
  );
}

/** How many people were counted to be at each node, whatever version they are in. */
export async function peopleCounted(
  db: Db,
  workspaceId: string,
  journeyId: string,
): Promise<{ node: string; people: number }[]> {
  return db.sql(
    `select node, sum(case when what in ('entered', 'moved_in') then people when what in ('moved', 'out') then -people else 0 end)::float8 as people
     from journey_counts where workspace_id = $1::uuid and journey_id = $2::uuid and node <> '' group by node`,
    [workspaceId, journeyId],
  );
}

/** Versions by which somebody waits before a journey. */
export async function versionsWaitedBy(db: Db, workspaceId: string, journeyId: string): Promise<number[]> {
  const rows = await db.sql<{ version: number }>(
    `select distinct version from journey_stays where workspace_id = $1::uuid and journey_id = $2::uuid
       and ended_at is null and entered_at is null`,
    [workspaceId, journeyId],
  );
  return rows.map(({ version }) => version);
}

/** Those who wait before a journey by some versions do so by another one from now on; by all others nobody does any more. */
export async function bringWaiting(
  db: Db,
  of: { workspaceId: string; journeyId: string },
  { from, to }: { from: readonly number[]; to: number },
): Promise<void> {
  await db.sql(
    `with others as (
       delete from journey_stays where workspace_id = $1::uuid and journey_id = $2::uuid and ended_at is null
         and entered_at is null and version <> all($3::int[]))
     update journey_stays set version = $4::int where workspace_id = $1::uuid and journey_id = $2::uuid
       and ended_at is null and entered_at is null and version = any($3::int[])`,
    [of.workspaceId, of.journeyId, from, to],
  );
}
