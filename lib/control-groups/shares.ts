import type { Ctx } from "../context.ts";
import { controlGroupRows } from "./control-group-store.ts";
import type { ControlGroupKind } from "./schema.ts";
import type { ControlShare } from "./share.ts";

export type HeldShare = ControlShare & { id: string; kind: ControlGroupKind; name: string };

/** The groups that something holds back: the system group where it is asked for and there is one, and these custom ones. */
export async function sharesOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  asked: { system: boolean; custom: readonly string[] },
): Promise<HeldShare[]> {
  const groups = await controlGroupRows(ctx.db, ctx.workspaceId);
  return groups
    .filter(({ id, kind }) => (kind === "system" ? asked.system : asked.custom.includes(id)))
    .map(({ id, kind, name, salt, percent }) => ({ id, kind, name, salt, percent }));
}
