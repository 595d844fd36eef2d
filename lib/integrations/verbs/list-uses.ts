import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type ConnectionId, type ConnectionUses, connectionId } from "../schema.ts";
import { connectionInWorkspace } from "../store.ts";
import { usesOf } from "../uses-store.ts";

/** What sends through a connection now, and so stands in the way of disconnecting it. */
export async function listUses(ctx: Ctx, input: ConnectionId): Promise<ConnectionUses> {
  authorise(ctx, "connections.read");
  const { id } = parse(connectionId, input);
  const { nickname } = await connectionInWorkspace(ctx.db, ctx.workspaceId, id);
  return { nickname, items: await usesOf(ctx.db, ctx.workspaceId, id) };
}
