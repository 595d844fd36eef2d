import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type ConnectionId, type ConnectionView, connectionId } from "../schema.ts";
import { connectionInWorkspace } from "../store.ts";
import { viewOf } from "../view.ts";

export async function getConnection(ctx: Ctx, input: ConnectionId): Promise<ConnectionView> {
  authorise(ctx, "connections.read");
  const { id } = parse(connectionId, input);
  return viewOf(ctx, await connectionInWorkspace(ctx.db, ctx.workspaceId, id));
}
