import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import { auditAccount } from "./audit-account.ts";
import { insertSession } from "./session-store.ts";

export type SignedIn = { userId: string; sessionId: string; name: string; email: string };

/** How long a session lives: 30 days. */
export const SESSION_DAYS = 30;

/** Opens a session for somebody who has proved who they are, in the transaction of `ctx`. */
export async function openSession(
  ctx: Ctx,
  user: { id: string; name: string; email: string },
  browser: { userAgent: string; address: string },
  method: "password" | "identity provider",
): Promise<SignedIn> {
  const now = ctx.clock.now();
  const sessionId = newId(now.getTime());
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await insertSession(ctx.db, { id: sessionId, userId: user.id, ...browser, expiresAt, now });
  const actor = {
    kind: "user",
    id: user.id,
    name: user.name,
    email: user.email,
    sessionId,
    role: null,
  } as const;
  await auditAccount({ ...ctx, actor }, user, {
    action: "account.signed_in",
    changes: { method: { from: null, to: method } },
  });
  return { userId: user.id, sessionId, name: user.name, email: user.email };
}
