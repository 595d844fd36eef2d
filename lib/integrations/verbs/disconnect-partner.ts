import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { type ConnectionId, connectionId } from "../schema.ts";
import { connectionInWorkspace, exportsUsing, lockConnection, removeConnection } from "../store.ts";

/** "All system, recurring": enough to tell exports apart without knowing what they are. */
function nameOf({ dataType, frequency }: { dataType: string; frequency: string }): string {
  const text = `${dataType}, ${frequency}`.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Takes a connection away and forgets its secrets. Throws `conflict` with the exports in PENDING or RUNNING that send
 * through it; ended ones keep their history.
 */
export async function disconnectPartner(ctx: Ctx, input: ConnectionId): Promise<void> {
  authorise(ctx, "connections.write");
  const { id } = parse(connectionId, input);
  await inTransaction(ctx, async (tx) => {
    await lockConnection(tx.db, tx.workspaceId, id);
    const connection = await connectionInWorkspace(tx.db, tx.workspaceId, id);
    const using = await exportsUsing(tx.db, tx.workspaceId, id);
    if (using.length > 0) {
      const count = using.length === 1 ? "1 export sends" : `${using.length} exports send`;
      throw new Fault(
        "conflict",
        `${count} through "${connection.nickname}". Stop it first, then disconnect.`,
        {
          blockers: using.map((one) => ({
            kind: "export",
            id: one.id,
            name: `${nameOf(one)} (${one.status})`,
          })),
        },
      );
    }
    const now = ctx.clock.now();
    const ended = `${now.toISOString().slice(0, 16).replace("T", " ")} UTC`;
    await removeConnection(tx.db, tx.workspaceId, id, {
      nickname: `${connection.nickname} (disconnected ${ended})`,
      now,
    });
    await audit(tx, {
      action: "connection.disconnected",
      object: { kind: "connection", id, name: connection.nickname },
    });
  });
}
