import type { Ctx } from "../context.ts";
import { openAccess } from "../partners/access.ts";
import type { Connector, PartnerAccess } from "../partners/connector.ts";
import { connectorOf } from "../partners/connectors.ts";
import { connectionInWorkspace } from "./store.ts";

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
