import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { controlGroupRows } from "../control-group-store.ts";
import type { ControlGroupList } from "../schema.ts";
import { controlGroupViewOf } from "../views.ts";

/** The workspace's control groups, the system group first. */
export async function listControlGroups(ctx: Ctx): Promise<ControlGroupList> {
  authorise(ctx, "segments.read");
  return { items: (await controlGroupRows(ctx.db, ctx.workspaceId)).map(controlGroupViewOf) };
}
