import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { changeControlGroup, lockControlGroups } from "../control-group-store.ts";
import { type ControlGroupOf, controlGroupOf } from "../schema.ts";
import { usesOfControlGroup } from "../uses.ts";
import { controlGroupInWorkspace } from "../views.ts";

/**
 * Removes a control group: its people are like everybody again, and a group that is made later is of other people. Throws
 * `not_found`, `conflict` with what uses it, or with the custom groups that need the system group.
 */
export async function removeControlGroup(ctx: Ctx, input: ControlGroupOf): Promise<void> {
  authorise(ctx, "segments.write");
  const { id } = parse(controlGroupOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockControlGroups(tx.db, tx.workspaceId);
    const { group, all } = await controlGroupInWorkspace(tx, id);
    const { name } = group;
    const custom = all.filter((each) => each.kind === "custom");
    if (group.kind === "system" && custom.length > 0) {
      const names = custom.map((each) => `"${each.name}"`).join(", ");
      throw new Fault("conflict", `Custom groups need the system group. Remove ${names} first.`, {
        blockers: custom.map((each) => ({ kind: "control_group", id: each.id, name: each.name })),
      });
    }
    const blockers = await usesOfControlGroup(tx.db, tx.workspaceId, id);
    if (blockers.length > 0) {
      const names = blockers.map((each) => `"${each.name}"`).join(", ");
      throw new Fault("conflict", `Used by ${names}. Change that first, then remove "${name}".`, {
        blockers,
      });
    }
    await changeControlGroup(tx.db, tx.workspaceId, id, { removedAt: tx.clock.now() });
    await audit(tx, { action: "control_group.removed", object: { kind: "control_group", id, name } });
  });
}
