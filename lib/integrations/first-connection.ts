import type { Ctx } from "../context.ts";
import { type OpenConnection, openConnection } from "./access.ts";
import { connectionsOf } from "./store.ts";

/** The connection to a partner that the workspace has had longest and that is in order; null: it has none. */
export async function firstConnection(ctx: Ctx, partner: string): Promise<OpenConnection | null> {
  const rows = await connectionsOf(ctx.db, ctx.workspaceId, { partners: [partner], search: "", limit: 100 });
  const oldest = rows.filter(({ status }) => status === "connected").at(-1);
  return oldest ? openConnection(ctx, oldest.id) : null;
}
