import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { type ConnectionId, connectionId } from "../schema.ts";
import { connectionInWorkspace, lockConnection, removeConnection } from "../store.ts";
import { countedUses, usesOf } from "../uses-store.ts";

/**
 * Takes a connection away and forgets its secrets. Throws `conflict` with what is PENDING or RUNNING and sends through
 * it, or is a destination; what has ended keeps its history.
 */
export async function disconnectPartner(ctx: Ctx, input: ConnectionId): Promise<void> {
  authorise(ctx, "connections.write");
  const { id } = parse(connectionId, input);
  await inTransaction(ctx, async (tx) => {
    await lockConnection(tx.db, tx.workspaceId, id);
    const connection = await connectionInWorkspace(tx.db, tx.workspaceId, id);
    const using = await usesOf(tx.db, tx.workspaceId, id);
    if (using.length > 0) {
      const [verb, them] = using.length === 1 ? ["sends", "it"] : ["send", "them"];
      throw new Fault(
        "conflict",
        `${countedUses(using)} ${verb} through "${connection.nickname}". Stop or remove ${them} first, then disconnect.`,
        { blockers: using.map(({ kind, id, name, status }) => ({ kind, id, name: `${name} (${status})` })) },
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
