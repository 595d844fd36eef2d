import { actorName } from "../access/actor.ts";
import { last4, tokenHash } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import { newId, newToken } from "../kernel/ids.ts";
import type { AudienceKey } from "./key-store.ts";

/** A key that is not stored yet. `key` is the only place where its plain text is. */
export function newKey(ctx: Ctx, audienceId: string): { row: AudienceKey; key: string } {
  const now = ctx.clock.now();
  const key = newToken("ak");
  return {
    key,
    row: {
      id: newId(now.getTime()),
      workspaceId: ctx.workspaceId,
      audienceId,
      keyHash: tokenHash(key),
      last4: last4(key),
      createdBy: actorName(ctx.actor),
      createdAt: now,
      lastUsedAt: null,
      revokedAt: null,
    },
  };
}
