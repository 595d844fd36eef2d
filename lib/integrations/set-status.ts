import { audit, changesBetween } from "../access/audit.ts";
import type { Ctx } from "../context.ts";
import type { ConnectionStatus } from "./schema.ts";
import { connectionInWorkspace, updateConnectionRow } from "./store.ts";

export type StatusChange = { status: ConnectionStatus; problem: string | null; verifiedAt?: Date };

/** Notes how a connection is; the audit log tells only of changes. Joins the transaction of `ctx`. */
export async function setStatus(ctx: Ctx, connectionId: string, change: StatusChange): Promise<void> {
  const before = await connectionInWorkspace(ctx.db, ctx.workspaceId, connectionId);
  await updateConnectionRow(ctx.db, ctx.workspaceId, connectionId, {
    status: change.status,
    problem: change.problem,
    ...(change.verifiedAt && { lastVerifiedAt: change.verifiedAt }),
    updatedAt: ctx.clock.now(),
  });
  const changes = changesBetween(
    { status: before.status, problem: before.problem },
    { status: change.status, problem: change.problem },
  );
  if (Object.keys(changes).length > 0) {
    await audit(ctx, {
      action: change.status === "attention" ? "connection.marked" : "connection.recovered",
      object: { kind: "connection", id: connectionId, name: before.nickname },
      changes,
    });
  }
}
