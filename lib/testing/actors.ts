import type { Role } from "../access/permissions.ts";
import { secretBox } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { type Clock, fixedClock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { type Logger, silentLogger } from "../kernel/logger.ts";

/** A context of nobody in no workspace, with a clock that stands still and no way out to other hosts. */
export function anonymousCtx(db: Db, options: { clock?: Clock; log?: Logger } = {}): Ctx {
  return {
    actor: { kind: "anonymous" },
    workspaceId: "",
    db,
    clock: options.clock ?? fixedClock("2026-11-23T12:00:00Z"),
    log: options.log ?? silentLogger,
    secrets: secretBox("a secret for tests alone"),
    http: () => {
      throw new Fault("unavailable", "Tests reach no other host unless they bring a client.");
    },
    hosts: {},
  };
}

/** An empty workspace of its own; the answer acts in it as Junction itself. */
export async function testWorkspace(ctx: Ctx, name = "Test shop", timeZone = "UTC"): Promise<Ctx> {
  const id = newId();
  await ctx.db.prisma.workspace.create({ data: { id, name, timeZone, createdAt: ctx.clock.now() } });
  return { ...ctx, workspaceId: id, actor: { kind: "system", name: "Junction" } };
}

/** A new account with a live session that is a member of the workspace of `ctx`; the answer acts as them. */
export async function testMember(
  ctx: Ctx,
  role: Role,
  user: { name?: string; email?: string; passwordHash?: string } = {},
): Promise<Ctx & { actor: { kind: "user"; id: string } }> {
  const id = newId();
  const sessionId = newId();
  const name = user.name ?? `A ${role}`;
  const email = user.email ?? `${id}@example.com`;
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + 86_400_000);
  await ctx.db.prisma.user.create({
    data: {
      id,
      name,
      email,
      passwordHash: user.passwordHash,
      memberships: { create: { workspaceId: ctx.workspaceId, role } },
      sessions: { create: { id: sessionId, createdAt: now, lastSeenAt: now, expiresAt } },
    },
  });
  return { ...ctx, actor: { kind: "user", id, name, email, sessionId, role } };
}
