import type { Ctx } from "../../context.ts";
import type { Actor } from "../actor.ts";
import { authorise } from "../authorise.ts";
import { liveSession, membershipsOf, touchSession, type WorkspaceMembership } from "../session-store.ts";

export type Identified = { actor: Extract<Actor, { kind: "user" }>; workspaces: WorkspaceMembership[] };

const SEEN_EVERY_MS = 60_000;

/**
 * Whose session this is and which workspaces they are in at this moment; null when it ended, was revoked or never
 * was. Asked on every request, so that a revocation counts at once. Notes the use at most once a minute.
 */
export async function identifySession(ctx: Ctx, input: { sessionId: string }): Promise<Identified | null> {
  authorise(ctx, "public");
  const now = ctx.clock.now();
  const session = await liveSession(ctx.db, input.sessionId, now);
  if (!session) {
    return null;
  }
  const notSince = new Date(now.getTime() - SEEN_EVERY_MS);
  if (session.lastSeenAt < notSince) {
    await touchSession(ctx.db, session.sessionId, now, notSince);
  }
  const { userId: id, name, email, sessionId } = session;
  return {
    actor: { kind: "user", id, name, email, sessionId, role: null },
    workspaces: await membershipsOf(ctx.db, id),
  };
}
