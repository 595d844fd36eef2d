import { actorName } from "../access/actor.ts";
import { last4, tokenHash } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import { newId, newToken } from "../kernel/ids.ts";
import type { WriteKey } from "./store.ts";

/** A key that is not stored yet. `key` is the only place where its plain text is. */
export function newWriteKey(
  ctx: Ctx,
  sourceId: string,
  name: string,
  plain?: string,
): { row: WriteKey; key: string } {
  const now = ctx.clock.now();
  const key = plain ?? newToken("wk");
  return {
    key,
    row: {
      id: newId(now.getTime()),
      workspaceId: ctx.workspaceId,
      sourceId,
      name,
      keyHash: tokenHash(key),
      last4: last4(key),
      createdBy: actorName(ctx.actor),
      createdAt: now,
      lastUsedAt: null,
      revokedAt: null,
    },
  };
}
