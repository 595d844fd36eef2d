import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { changeControlGroup, lockControlGroups } from "../control-group-store.ts";
import { type ControlGroupView, updateControlGroup as schema, type UpdateControlGroup } from "../schema.ts";
import { controlGroupInWorkspace, controlGroupViewOf } from "../views.ts";

/**
 * Renames a control group or changes its share. Nobody changes sides but those whom the difference brings in or leaves
 * out. Throws `not_found`, `conflict` on a name that another one has.
 */
export async function updateControlGroup(ctx: Ctx, input: UpdateControlGroup): Promise<ControlGroupView> {
  authorise(ctx, "segments.write");
  const { id, ...wanted } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockControlGroups(tx.db, tx.workspaceId);
    const { group } = await controlGroupInWorkspace(tx, id);
    const before = { name: group.name, percent: group.percent };
    const after = { ...before, ...wanted };
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) {
      return;
    }
    await changeControlGroup(tx.db, tx.workspaceId, id, { ...after, changedAt: tx.clock.now() });
    await audit(tx, {
      action: "control_group.changed",
      object: { kind: "control_group", id, name: after.name },
      changes,
    });
  });
  return controlGroupViewOf((await controlGroupInWorkspace(ctx, id)).group);
}
