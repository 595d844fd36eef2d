import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { audit, changesBetween } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { movePlans } from "../plans-store.ts";
import { updateWorkspace as schema, type UpdateWorkspace, type WorkspaceView } from "../schema.ts";
import { lockWorkspace, saveWorkspace } from "../workspace-store.ts";
import { getWorkspace } from "./get-workspace.ts";

/** Changes the name or the time zone of the workspace; what is planned for a time of its clocks moves along. */
export async function updateWorkspace(ctx: Ctx, input: UpdateWorkspace): Promise<WorkspaceView> {
  authorise(ctx, "workspace.write");
  const given = parse(schema, input);
  return inTransaction(ctx, async (tx) => {
    const row = await lockWorkspace(tx.db, ctx.workspaceId);
    if (!row) {
      throw new Fault("not_found", "This workspace is gone.");
    }
    const before = { name: row.name, timeZone: row.timeZone };
    const after = { name: given.name ?? row.name, timeZone: given.timeZone ?? row.timeZone };
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length > 0) {
      await saveWorkspace(tx.db, row.id, after);
      if (after.timeZone !== before.timeZone) {
        const zones = { from: before.timeZone, to: after.timeZone };
        await movePlans(tx.db, { workspaceId: row.id, ...zones, now: tx.clock.now() });
      }
      await audit(tx, {
        action: "workspace.changed",
        object: { kind: "workspace", id: row.id, name: after.name },
        changes,
      });
    }
    return getWorkspace(tx, {});
  });
}
