import type { Ctx } from "../../context.ts";
import { authorise } from "../authorise.ts";
import type { SessionView } from "../schema.ts";
import { liveSessionsOf } from "../session-store.ts";
import { userActor } from "../user-actor.ts";

/** The caller's own live sessions, last used first. */
export async function listSessions(ctx: Ctx, _input: object): Promise<{ items: SessionView[] }> {
  authorise(ctx, "self");
  const actor = userActor(ctx);
  const rows = await liveSessionsOf(ctx.db, actor.id, ctx.clock.now());
  return {
    items: rows.map((row) => ({
      id: row.id,
      userAgent: row.userAgent,
      address: row.address,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === actor.sessionId,
    })),
  };
}
