import { type Ctx, inTransaction } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { audit } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { insertMember } from "../member-store.ts";
import { type CreateWorkspace, createWorkspace as schema, type WorkspaceView } from "../schema.ts";
import { userActor } from "../user-actor.ts";
import { insertWorkspace } from "../workspace-store.ts";
import { workspaceView } from "../workspace-view.ts";

/** A new, empty workspace with the caller as its Admin. */
export async function createWorkspace(ctx: Ctx, input: CreateWorkspace): Promise<WorkspaceView> {
  authorise(ctx, "workspace.create");
  const { name, timeZone } = parse(schema, input);
  const actor = userActor(ctx);
  const now = ctx.clock.now();
  const row = { id: newId(now.getTime()), name, timeZone, demo: false, createdAt: now };
  await inTransaction(ctx, async (tx) => {
    await insertWorkspace(tx.db, row);
    await insertMember(tx.db, { workspaceId: row.id, userId: actor.id, role: "admin", createdAt: now });
    await audit(
      { ...tx, workspaceId: row.id },
      {
        action: "workspace.created",
        object: { kind: "workspace", id: row.id, name },
        changes: { name: { from: null, to: name }, timeZone: { from: null, to: timeZone } },
      },
    );
  });
  return workspaceView(row, "admin");
}
