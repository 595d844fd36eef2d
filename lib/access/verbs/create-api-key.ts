import type { z } from "zod";
import { type Ctx, inTransaction } from "../../context.ts";
import { newId, newToken } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { actorName } from "../actor.ts";
import { insertApiKey } from "../api-key-store.ts";
import { apiKeyView } from "../api-key-view.ts";
import { audit } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { type CreateApiKey, type createdApiKey, createApiKey as schema } from "../schema.ts";
import { last4, tokenHash } from "../secret-box.ts";

/** A new API key with a role. The key itself is in this answer and nowhere else: only its hash is kept. */
export async function createApiKey(ctx: Ctx, input: CreateApiKey): Promise<z.output<typeof createdApiKey>> {
  authorise(ctx, "keys.write");
  const { name, role } = parse(schema, input);
  const now = ctx.clock.now();
  const secret = newToken("jk");
  const row = {
    id: newId(now.getTime()),
    workspaceId: ctx.workspaceId,
    name,
    role,
    last4: last4(secret),
    createdBy: actorName(ctx.actor),
    createdAt: now,
  };
  await inTransaction(ctx, async (tx) => {
    await insertApiKey(tx.db, { ...row, keyHash: tokenHash(secret) });
    await audit(tx, {
      action: "api_key.created",
      object: { kind: "api_key", id: row.id, name },
      changes: { role: { from: null, to: role } },
    });
  });
  return { ...apiKeyView({ ...row, lastUsedAt: null, revokedAt: null }), secret };
}
