import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { withUnique } from "../db/unique-field.ts";
import { Fault } from "../kernel/fault.ts";
import { plainSettings, type SealedSecrets, sealedSecrets } from "../partners/access.ts";
import type { ConnectionStatus } from "./schema.ts";
import { wasEverUsed } from "./uses-store.ts";

/** The status of a connection that was disconnected and stays for the history of its exports, without secrets. */
const DISCONNECTED = "disconnected";
const inUse = { status: { in: ["PENDING", "RUNNING"] } };
const withUse = {
  _count: {
    select: {
      exports: { where: inUse },
      transfers: { where: inUse },
      destinations: { where: { archivedAt: null } },
    },
  },
} as const;

export type StoredConnection = {
  id: string;
  partner: string;
  nickname: string;
  settings: Record<string, string>;
  secrets: SealedSecrets;
  status: ConnectionStatus;
  problem: string | null;
  lastVerifiedAt: Date | null;
  createdBy: string;
  createdAt: Date;
  exportsInUse: number;
  transfersInUse: number;
  destinationsInUse: number;
};

type Row = Prisma.ConnectionGetPayload<{ include: typeof withUse }>;

function fromRow(row: Row): StoredConnection {
  return {
    id: row.id,
    partner: row.partner,
    nickname: row.nickname,
    settings: plainSettings.parse(row.settings),
    secrets: sealedSecrets.parse(row.secrets),
    status: row.status === "attention" ? "attention" : "connected",
    problem: row.problem,
    lastVerifiedAt: row.lastVerifiedAt,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    exportsInUse: row._count.exports,
    transfersInUse: row._count.transfers,
    destinationsInUse: row._count.destinations,
  };
}

/** The connection of this id. Throws `not_found` when the workspace has none, or has disconnected it. */
export async function connectionInWorkspace(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<StoredConnection> {
  const row = await db.prisma.connection.findFirst({
    where: { workspaceId, id, status: { not: DISCONNECTED } },
    include: withUse,
  });
  if (!row) {
    throw new Fault("not_found", "There is no such connection in this workspace.");
  }
  return fromRow(row);
}

export async function connectionsOf(
  db: Db,
  workspaceId: string,
  page: { partners?: string[]; search: string; before?: string; limit: number },
): Promise<StoredConnection[]> {
  const rows = await db.prisma.connection.findMany({
    where: {
      workspaceId,
      status: { not: DISCONNECTED },
      ...(page.partners && { partner: { in: page.partners } }),
      ...(page.search && { nickname: { contains: page.search, mode: "insensitive" } }),
      ...(page.before && { id: { lt: page.before } }),
    },
    include: withUse,
    orderBy: { id: "desc" },
    take: page.limit,
  });
  return rows.map(fromRow);
}

/** What every workspace keeps of its connections' secrets, and what is said to be wrong with them. */
export async function allConnections(
  db: Db,
): Promise<(Pick<StoredConnection, "id" | "secrets" | "problem"> & { workspaceId: string })[]> {
  const rows = await db.prisma.connection.findMany({
    where: { status: { not: DISCONNECTED } },
    select: { workspaceId: true, id: true, secrets: true, problem: true },
  });
  return rows.map((row) => ({ ...row, secrets: sealedSecrets.parse(row.secrets) }));
}

/** How many connections each partner has, by status. */
export async function connectionCounts(
  db: Db,
  workspaceId: string,
): Promise<{ partner: string; status: string; count: number }[]> {
  const rows = await db.prisma.connection.groupBy({
    by: ["partner", "status"],
    where: { workspaceId, status: { not: DISCONNECTED } },
    _count: true,
  });
  return rows.map((row) => ({ partner: row.partner, status: row.status, count: row._count }));
}

/** The one rule that only the database can keep: nicknames are unique within a partner. */
function withUniqueNickname<T>(nickname: string, write: () => Promise<T>): Promise<T> {
  const message = `"${nickname}" is taken by another connection of this partner. Choose another nickname.`;
  return withUnique({ field: "nickname", message }, write);
}

export async function insertConnection(
  db: Db,
  workspaceId: string,
  connection: Omit<StoredConnection, "exportsInUse" | "transfersInUse" | "destinationsInUse">,
): Promise<void> {
  await withUniqueNickname(connection.nickname, () =>
    db.prisma.connection.create({ data: { workspaceId, ...connection, updatedAt: connection.createdAt } }),
  );
}

export type ConnectionChange = Partial<
  Pick<StoredConnection, "nickname" | "settings" | "secrets" | "status" | "problem" | "lastVerifiedAt">
>;

export async function updateConnectionRow(
  db: Db,
  workspaceId: string,
  id: string,
  change: ConnectionChange & { updatedAt: Date },
): Promise<void> {
  await withUniqueNickname(change.nickname ?? "", () =>
    db.prisma.connection.update({ where: { workspaceId_id: { workspaceId, id } }, data: change }),
  );
}

/** Holds the connection until the transaction ends, so that nothing can begin to use it meanwhile. */
export async function lockConnection(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql(`select id from connections where workspace_id = $1::uuid and id = $2::uuid for update`, [
    workspaceId,
    id,
  ]);
}

/**
 * Keeps the connection from being disconnected until the transaction ends, beside others who do the same. False when the
 * workspace has no such connection, or has disconnected it.
 */
export async function shareConnection(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `select id from connections where workspace_id = $1::uuid and id = $2::uuid and status <> $3 for key share`,
    [workspaceId, id, DISCONNECTED],
  );
  return rows.length === 1;
}

/** What an export's page shows of its connection, also of one that was disconnected. Throws `not_found`. */
export async function connectionForHistory(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ partner: string; settings: Record<string, string> }> {
  const row = await db.prisma.connection.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { partner: true, settings: true },
  });
  if (!row) {
    throw new Fault("not_found", "There is no such connection in this workspace.");
  }
  return { partner: row.partner, settings: plainSettings.parse(row.settings) };
}

/**
 * Forgets the connection's secrets and takes it out of every list. The row goes when nothing refers to it; where
 * something that sent through it does, it stays under `kept.nickname` for its history.
 */
export async function removeConnection(
  db: Db,
  workspaceId: string,
  id: string,
  kept: { nickname: string; now: Date },
): Promise<void> {
  const where = { workspaceId_id: { workspaceId, id } };
  if (!(await wasEverUsed(db, workspaceId, id))) {
    await db.prisma.connection.delete({ where });
    return;
  }
  await db.prisma.connection.update({
    where,
    data: { status: DISCONNECTED, problem: null, secrets: {}, nickname: kept.nickname, updatedAt: kept.now },
  });
}

export type NamedConnection = { id: string; partner: string; nickname: string };

/** Those of these connections that are connected, with what they are called. */
export async function connectedAmong(db: Db, workspaceId: string, ids: string[]): Promise<NamedConnection[]> {
  return db.prisma.connection.findMany({
    where: { workspaceId, id: { in: ids }, status: { not: DISCONNECTED } },
    select: { id: true, partner: true, nickname: true },
  });
}
