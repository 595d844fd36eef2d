import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { authorise } from "../authorise.ts";
import type { WorkspaceView } from "../schema.ts";
import { workspaceById } from "../workspace-store.ts";
import { workspaceView } from "../workspace-view.ts";

/** The workspace of the call. */
export async function getWorkspace(ctx: Ctx, _input: object): Promise<WorkspaceView> {
  authorise(ctx, "workspace.read");
  const row = await workspaceById(ctx.db, ctx.workspaceId);
  if (!row) {
    throw new Fault("not_found", "This workspace is gone.");
  }
  return workspaceView(row, "role" in ctx.actor && ctx.actor.role ? ctx.actor.role : "admin");
}
