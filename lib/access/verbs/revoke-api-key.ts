import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { apiKeyById, setApiKeyRevoked } from "../api-key-store.ts";
import { audit } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { type ById, byId } from "../schema.ts";

/** Ends a key at once and for good. Revoking it again changes nothing. */
export async function revokeApiKey(ctx: Ctx, input: ById): Promise<void> {
  authorise(ctx, "keys.write");
  const { id } = parse(byId, input);
  await inTransaction(ctx, async (tx) => {
    const key = await apiKeyById(tx.db, ctx.workspaceId, id);
    if (!key) {
      throw new Fault("not_found", "This workspace has no such API key.");
    }
    if (await setApiKeyRevoked(tx.db, ctx.workspaceId, id, ctx.clock.now())) {
      await audit(tx, { action: "api_key.revoked", object: { kind: "api_key", id, name: key.name } });
    }
  });
}
