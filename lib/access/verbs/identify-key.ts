import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Actor } from "../actor.ts";
import { apiKeyByHash } from "../api-key-store.ts";
import { authorise } from "../authorise.ts";
import { tokenHash } from "../secret-box.ts";

export type IdentifiedKey = { actor: Extract<Actor, { kind: "key" }>; workspaceId: string };

/** The program behind an API key. Throws `unauthenticated` when the key is not known or was revoked. */
export async function identifyKey(ctx: Ctx, input: { key: string }): Promise<IdentifiedKey> {
  authorise(ctx, "public");
  const key = await apiKeyByHash(ctx.db, tokenHash(input.key), ctx.clock.now());
  if (!key) {
    throw new Fault("unauthenticated", "The API key is not known or was revoked.");
  }
  return {
    workspaceId: key.workspaceId,
    actor: { kind: "key", id: key.id, name: key.name, role: key.role },
  };
}
