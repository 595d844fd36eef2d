import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type ControlGroupRecord, controlGroupRows } from "./control-group-store.ts";
import type { ControlGroupView } from "./schema.ts";

export function controlGroupViewOf({ salt: _, ...group }: ControlGroupRecord): ControlGroupView {
  return {
    ...group,
    createdAt: group.createdAt.toISOString(),
    changedAt: group.changedAt.toISOString(),
  };
}

/** All control groups of the caller's workspace, and the one with this id. Throws `not_found`. */
export async function controlGroupInWorkspace(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
): Promise<{ group: ControlGroupRecord; all: ControlGroupRecord[] }> {
  const all = await controlGroupRows(ctx.db, ctx.workspaceId);
  const group = all.find((each) => each.id === id);
  if (!group) {
    throw new Fault("not_found", "There is no such control group in this workspace.");
  }
  return { group, all };
}
