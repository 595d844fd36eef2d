import type { Ctx } from "../context.ts";
import { baseUrlOf, openAccess } from "../partners/access.ts";
import type { Connector, PartnerAccess } from "../partners/connector.ts";
import { connectorOf } from "../partners/connectors.ts";
import {
  connectedAmong,
  connectionCounts,
  connectionForHistory,
  connectionInWorkspace,
  type NamedConnection,
  shareConnection,
} from "./store.ts";

export type OpenConnection = {
  id: string;
  partner: string;
  nickname: string;
  connector: Connector;
  /** Holds open secrets: never log or store it. */
  access: PartnerAccess;
};

/**
 * A connection ready to send through. Read it again after a 401: the key may have been rotated meanwhile. Throws
 * `not_found` when it was disconnected.
 */
export async function openConnection(ctx: Ctx, connectionId: string): Promise<OpenConnection> {
  const connection = await connectionInWorkspace(ctx.db, ctx.workspaceId, connectionId);
  return {
    id: connection.id,
    partner: connection.partner,
    nickname: connection.nickname,
    connector: connectorOf(connection.partner),
    access: openAccess(ctx, connection),
  };
}

/** Keeps the connection connected until the transaction of `ctx` ends. False when there is none any more. */
export function holdConnection(ctx: Pick<Ctx, "db" | "workspaceId">, connectionId: string): Promise<boolean> {
  return shareConnection(ctx.db, ctx.workspaceId, connectionId);
}

export type ShownConnection = { connector: Connector; access: Pick<PartnerAccess, "settings" | "baseUrl"> };

/** A connection without its secrets, to show what was sent through it; also one that was disconnected since. */
export async function shownConnection(ctx: Ctx, connectionId: string): Promise<ShownConnection> {
  const { partner, settings } = await connectionForHistory(ctx.db, ctx.workspaceId, connectionId);
  return {
    connector: connectorOf(partner),
    access: { settings, baseUrl: baseUrlOf(ctx.hosts, partner, settings) },
  };
}

/** Those of these connections that the workspace has, by id; nothing of them is opened. */
export async function connectionsNamed(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  ids: string[],
): Promise<Map<string, NamedConnection>> {
  const found = ids.length > 0 ? await connectedAmong(ctx.db, ctx.workspaceId, ids) : [];
  return new Map(found.map((connection) => [connection.id, connection]));
}

/** The partners that the workspace has a connection to. */
export async function partnersConnected(ctx: Pick<Ctx, "db" | "workspaceId">): Promise<Set<string>> {
  const counts = await connectionCounts(ctx.db, ctx.workspaceId);
  return new Set(counts.map(({ partner }) => partner));
}
