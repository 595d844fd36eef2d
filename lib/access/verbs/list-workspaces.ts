import type { Ctx } from "../../context.ts";
import { authorise } from "../authorise.ts";
import type { WorkspaceView } from "../schema.ts";
import { membershipsOf } from "../session-store.ts";
import { workspaceView } from "../workspace-view.ts";
import { getWorkspace } from "./get-workspace.ts";

/** The workspaces that the caller is a member of, oldest first; of an API key its one. */
export async function listWorkspaces(ctx: Ctx, _input: object): Promise<{ items: WorkspaceView[] }> {
  authorise(ctx, "self");
  if (ctx.actor.kind !== "user") {
    return { items: [await getWorkspace(ctx, {})] };
  }
  const memberships = await membershipsOf(ctx.db, ctx.actor.id);
  return { items: memberships.map((row) => workspaceView({ ...row, id: row.workspaceId }, row.role)) };
}
