import type { Db } from "../db/client.ts";
import type { ConnectionUse } from "./schema.ts";

const inUse = { status: { in: ["PENDING", "RUNNING"] } };
const LISTED = 100;

type Where = { workspaceId: string; connectionId: string };

/** What a feature does with connections. A feature that sends through them enters itself in `connectionUses`. */
type UseKind = {
  /** One of them, and what several are called. */
  kind: ConnectionUse["kind"];
  plural: string;
  /** Those that wait or run, newest first, at most 100. */
  now(db: Db, where: Where): Promise<ConnectionUse[]>;
  /** Whether any ever used the connection, so that it has to stay for their history. */
  ever(db: Db, where: Where): Promise<boolean>;
};

/** "All system, recurring": enough to tell them apart without knowing what they are. */
function nameOf(...words: string[]): string {
  const text = words.join(", ").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of those that `inUse` finds. */
const runningOr = (status: string) => (status === "RUNNING" ? "RUNNING" : "PENDING");

const exports: UseKind = {
  kind: "export",
  plural: "exports",
  now: async (db, where) => {
    const rows = await db.prisma.export.findMany({
      where: { ...where, ...inUse },
      select: { id: true, dataType: true, frequency: true, status: true },
      orderBy: { createdAt: "desc" },
      take: LISTED,
    });
    return rows.map(({ id, dataType, frequency, status }) => ({
      kind: "export",
      id,
      ownerId: null,
      name: nameOf(dataType, frequency),
      status: runningOr(status),
    }));
  },
  ever: async (db, where) => (await db.prisma.export.count({ where })) > 0,
};

const transfers: UseKind = {
  kind: "transfer",
  plural: "transfers",
  now: async (db, where) => {
    const rows = await db.prisma.transfer.findMany({
      where: { ...where, ...inUse },
      select: {
        id: true,
        audienceId: true,
        frequency: true,
        status: true,
        audience: { select: { name: true } },
      },
      orderBy: { createdAt: "desc" },
      take: LISTED,
    });
    return rows.map(({ id, audienceId, audience, frequency, status }) => ({
      kind: "transfer",
      id,
      ownerId: audienceId,
      name: `${audience.name}, ${frequency.replaceAll("_", " ")}`,
      status: runningOr(status),
    }));
  },
  ever: async (db, where) => (await db.prisma.transfer.count({ where })) > 0,
};

type DestinationRow = { mode: string; enabled: boolean; halted: string | null; outage: unknown };

function destinationStatus({ mode, enabled, halted, outage }: DestinationRow): ConnectionUse["status"] {
  if (mode === "device") {
    return "DEVICE";
  }
  if (!enabled) {
    return "OFF";
  }
  if (halted !== null) {
    return "HALTED";
  }
  return outage === null ? "ON" : "WAITING";
}

/** Also those that are off: switching one on again must not find its connection gone. */
const destinations: UseKind = {
  kind: "destination",
  plural: "destinations",
  now: async (db, where) => {
    const rows = await db.prisma.destination.findMany({
      where: { ...where, archivedAt: null },
      select: {
        id: true,
        sourceId: true,
        name: true,
        mode: true,
        enabled: true,
        halted: true,
        outage: true,
        source: { select: { name: true } },
      },
      orderBy: { createdAt: "desc" },
      take: LISTED,
    });
    return rows.map(({ id, sourceId, name, source, ...row }) => ({
      kind: "destination",
      id,
      ownerId: sourceId,
      name: `${source.name} to ${name}`,
      status: destinationStatus(row),
    }));
  },
  ever: async (db, where) => (await db.prisma.destination.count({ where })) > 0,
};

/** SQL: the version of campaign `c` that runs, or that was the last to run, names the connection in $2. */
const namesConnection = `exists (select 1 from campaign_versions v where v.workspace_id = c.workspace_id
  and v.campaign_id = c.id and v.document->'what'->'connections' @? $2::jsonpath)`;
const connectionPath = (id: string): string => `$.* ? (@ == ${JSON.stringify(id)})`;

const campaigns: UseKind = {
  kind: "campaign",
  plural: "campaigns",
  now: async (db, { workspaceId, connectionId }) => {
    const rows = await db.sql<{ id: string; name: string; status: string }>(
      `select c.id::text as id, c.name, c.status from campaigns c where c.workspace_id = $1::uuid
         and c.status in ('SCHEDULED', 'RUNNING', 'AWAITING_NEXT_RUN', 'HELD') and ${namesConnection}
       order by c.id desc limit ${LISTED}`,
      [workspaceId, connectionPath(connectionId)],
    );
    return rows.map(({ status, ...row }) => ({
      kind: "campaign",
      ...row,
      ownerId: null,
      status: runningOr(status),
    }));
  },
  ever: async (db, { workspaceId, connectionId }) => {
    const rows = await db.sql(
      `select 1 from campaigns c where c.workspace_id = $1::uuid and ${namesConnection} limit 1`,
      [workspaceId, connectionPath(connectionId)],
    );
    return rows.length > 0;
  },
};

/** SQL: a version of journey `j` names the connection in $2. */
const journeyNames = `exists (select 1 from journey_versions v where v.workspace_id = j.workspace_id
  and v.journey_id = j.id and v.document @? $2::jsonpath)`;
const nodePath = (id: string): string => `$.nodes[*].settings.connections.* ? (@ == ${JSON.stringify(id)})`;

const journeys: UseKind = {
  kind: "journey",
  plural: "journeys",
  now: async (db, { workspaceId, connectionId }) => {
    const rows = await db.sql<{ id: string; name: string; status: string }>(
      `select j.id::text as id, j.name, j.status from journeys j where j.workspace_id = $1::uuid
         and j.status in ('SCHEDULED', 'RUNNING', 'PAUSED') and ${journeyNames}
       order by j.id desc limit ${LISTED}`,
      [workspaceId, nodePath(connectionId)],
    );
    return rows.map(({ status, ...row }) => ({
      kind: "journey",
      ...row,
      ownerId: null,
      status: runningOr(status),
    }));
  },
  ever: async (db, { workspaceId, connectionId }) => {
    const rows = await db.sql(
      `select 1 from journeys j where j.workspace_id = $1::uuid and ${journeyNames} limit 1`,
      [workspaceId, nodePath(connectionId)],
    );
    return rows.length > 0;
  },
};

const connectionUses: UseKind[] = [exports, transfers, destinations, campaigns, journeys];

/** All that sends through a connection now. */
export async function usesOf(db: Db, workspaceId: string, connectionId: string): Promise<ConnectionUse[]> {
  const found: ConnectionUse[] = [];
  for (const kind of connectionUses) {
    found.push(...(await kind.now(db, { workspaceId, connectionId })));
  }
  return found;
}

/** The transfers among them, which note what the account was told of each user. */
export function transfersThrough(
  db: Db,
  workspaceId: string,
  connectionId: string,
): Promise<ConnectionUse[]> {
  return transfers.now(db, { workspaceId, connectionId });
}

/** Forgets what the account was told of users by transfers that have ended, so that the next sending tells all of them. */
export async function forgetTold(db: Db, workspaceId: string, connectionId: string): Promise<void> {
  await db.sql(
    `delete from transfer_members m using transfers t where t.workspace_id = $1::uuid and t.connection_id = $2::uuid
       and m.workspace_id = t.workspace_id and m.transfer_id = t.id`,
    [workspaceId, connectionId],
  );
}

/** Whether anything ever sent through the connection. */
export async function wasEverUsed(db: Db, workspaceId: string, connectionId: string): Promise<boolean> {
  for (const kind of connectionUses) {
    if (await kind.ever(db, { workspaceId, connectionId })) {
      return true;
    }
  }
  return false;
}

/** "2 exports, 1 transfer and 1 destination". */
export function countedUses(uses: ConnectionUse[]): string {
  const counted = connectionUses
    .map(({ kind, plural }) => ({ kind, plural, count: uses.filter((use) => use.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, plural, count }) => `${count} ${count === 1 ? kind : plural}`);
  return [counted.slice(0, -1).join(", "), ...counted.slice(-1)].filter(Boolean).join(" and ");
}
