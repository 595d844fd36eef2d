import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { type WriteKeyId, writeKeyId } from "../schema.ts";
import { revokeWriteKeys, selectWriteKey } from "../store.ts";
import { sourceInWorkspace } from "../views.ts";

/** Ends a write key; its senders get 401 within 5 seconds. Doing it again changes nothing. Throws `not_found`. */
export async function revokeWriteKey(ctx: Ctx, input: WriteKeyId): Promise<Record<string, never>> {
  authorise(ctx, "sources.write");
  const { id, keyId } = parse(writeKeyId, input);
  await inTransaction(ctx, async (tx) => {
    const source = await sourceInWorkspace(tx, id);
    const key = await selectWriteKey(tx.db, tx.workspaceId, id, keyId);
    if (!key) {
      throw new Fault("not_found", "There is no such write key of this source.");
    }
    if (key.revokedAt) {
      return;
    }
    await revokeWriteKeys(tx.db, { workspaceId: tx.workspaceId, sourceId: id, id: keyId }, tx.clock.now());
    await audit(tx, {
      action: "write-key.revoked",
      object: { kind: "source", id, name: source.name },
      changes: { key: { from: `${key.name} ••••${key.last4}`, to: null } },
    });
  });
  return {};
}
