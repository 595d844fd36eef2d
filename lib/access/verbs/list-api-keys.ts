import type { Ctx } from "../../context.ts";
import { apiKeysOf } from "../api-key-store.ts";
import { apiKeyView } from "../api-key-view.ts";
import { authorise } from "../authorise.ts";
import type { ApiKeyView } from "../schema.ts";

/** The workspace's API keys, live ones first; never the keys themselves. */
export async function listApiKeys(ctx: Ctx, _input: object): Promise<{ items: ApiKeyView[] }> {
  authorise(ctx, "keys.read");
  const rows = await apiKeysOf(ctx.db, ctx.workspaceId);
  return { items: rows.map(apiKeyView) };
}
