import type { z } from "zod";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { revokeKeyRow, selectKey } from "../key-store.ts";
import { keyOf } from "../schema.ts";
import { audienceInWorkspace } from "../views.ts";

/** Ends a key; its callers get 401 within 5 seconds. Doing it again changes nothing. Throws `not_found`. */
export async function revokeKey(ctx: Ctx, input: z.output<typeof keyOf>): Promise<Record<string, never>> {
  authorise(ctx, "audiences.write");
  const { id, keyId } = parse(keyOf, input);
  await inTransaction(ctx, async (tx) => {
    const audience = await audienceInWorkspace(tx, id);
    const key = await selectKey(tx.db, tx.workspaceId, id, keyId);
    if (!key) {
      throw new Fault("not_found", "There is no such key of this audience.");
    }
    if (key.revokedAt) {
      return;
    }
    await revokeKeyRow(tx.db, tx.workspaceId, keyId, tx.clock.now());
    await audit(tx, {
      action: "audience.key_revoked",
      object: { kind: "audience", id, name: audience.name },
      changes: { key: { from: `••••${key.last4}`, to: null } },
    });
  });
  return {};
}
