import type { Sql } from "../../db/queryable.ts";
import type { Json } from "../../kernel/json.ts";
import type { JourneyStatus } from "../statuses.ts";
import { readVersion } from "../upgrade.ts";
import { type OpenVersion, openVersion } from "./version.ts";

/** A journey that people may be in. */
export type ActiveJourney = {
  id: string;
  name: string;
  status: JourneyStatus;
  /** Paused: those who are in it move. */
  goesOn: boolean;
  version: number;
  /** events from this transaction on let people in */
  fromTx: bigint;
  weights: Json;
};

/** Whether those who are in a journey move, and whether those who wait before it do. */
export const movesPeople = ({ status, goesOn }: Pick<ActiveJourney, "status" | "goesOn">): boolean =>
  status !== "PAUSED" || goesOn;
export const letsIn = ({ status }: Pick<ActiveJourney, "status">): boolean => status !== "PAUSED";

/** What the journeys of a workspace are at this moment. */
export type Plan = {
  zone: string;
  journeys: ReadonlyMap<string, ActiveJourney>;
  /** Some version of them goes by each person's own clocks. */
  zones: boolean;
  /** Moments of journeys that others hear of: "<journey> left". */
  heard: ReadonlySet<string>;
};

type Row = Omit<ActiveJourney, "fromTx"> & { fromTx: string; zone: string; zones: boolean };

/** Journeys of a workspace that run or are held; `heard` is filled once their versions are known (`openPlan`). */
async function activeJourneys(db: Sql, workspaceId: string): Promise<Row[]> {
  return db.sql<Row>(
    `select j.id::text as id, j.name, j.status, j.goes_on as "goesOn", j.version, j.from_tx::text as "fromTx", j.weights, w.time_zone as zone,
       exists (select 1 from journey_versions v where v.workspace_id = $1::uuid
         and v.document #>> '{settings,zone}' = 'user') as zones
     from journeys j join workspaces w on w.id = j.workspace_id
     where j.workspace_id = $1::uuid and j.status in ('RUNNING', 'PAUSED', 'SCHEDULED') and j.version is not null`,
    [workspaceId],
  );
}

/** Versions never change: each is read once. */
const versions = new Map<string, OpenVersion>();
const MOST_KNOWN = 500;
const nameOf = (journeyId: string, number: number) => `${journeyId} ${number}`;

/** Versions by journey and number; all that are asked for, read from the database once. */
export async function openVersions(
  db: Sql,
  workspaceId: string,
  wanted: readonly { journeyId: string; version: number }[],
): Promise<(journeyId: string, number: number) => OpenVersion> {
  const missing = new Map(
    wanted.flatMap((each) => {
      const name = nameOf(each.journeyId, each.version);
      return versions.has(name) ? [] : [[name, each] as const];
    }),
  );
  if (missing.size > 0) {
    if (versions.size > MOST_KNOWN) {
      versions.clear();
    }
    const all = [...missing.values()];
    const rows = await db.sql<{
      journeyId: string;
      number: number;
      document: unknown;
      senders: Record<string, string>;
    }>(
      `select v.journey_id::text as "journeyId", v.number, v.document,
         coalesce((select jsonb_object_agg(s.node, s.id) from journey_senders s where s.workspace_id = v.workspace_id
           and s.journey_id = v.journey_id and s.version = v.number), '{}') as senders
       from journey_versions v join unnest($2::uuid[], $3::int[]) as g(id, number)
         on g.id = v.journey_id and g.number = v.number
       where v.workspace_id = $1::uuid`,
      [workspaceId, all.map(({ journeyId }) => journeyId), all.map(({ version }) => version)],
    );
    for (const { journeyId, number, document, senders } of rows) {
      const open = openVersion(journeyId, number, readVersion(document), new Map(Object.entries(senders)));
      versions.set(nameOf(journeyId, number), open);
    }
  }
  return (journeyId, number) => {
    const found = versions.get(nameOf(journeyId, number));
    if (!found) {
      throw new Error(`There is no version ${number} of journey ${journeyId}.`);
    }
    return found;
  };
}

/** The versions known here that cannot be read: nobody moves in them. */
export const heldVersions = (): { journeyId: string; version: number }[] =>
  [...versions.values()].flatMap(({ of, unreadable }) => (unreadable === null ? [] : [of]));

/** What runs in a workspace now; null: nothing does. To be asked behind the gate. */
export async function planOf(db: Sql, workspaceId: string): Promise<Plan | null> {
  const rows = await activeJourneys(db, workspaceId);
  if (rows.length === 0) {
    return null;
  }
  const version = await openVersions(
    db,
    workspaceId,
    rows.map((row) => ({ journeyId: row.id, version: row.version })),
  );
  const journeys = rows.map(({ zone: _zone, zones: _zones, fromTx, ...row }) => ({
    ...row,
    fromTx: BigInt(fromTx),
  }));
  const heard = journeys.flatMap((row) => version(row.id, row.version).hearsJourney ?? []);
  return {
    zone: rows[0]?.zone ?? "UTC",
    journeys: new Map(journeys.map((row) => [row.id, row])),
    zones: rows[0]?.zones ?? false,
    heard: new Set(heard),
  };
}
