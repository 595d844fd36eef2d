import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/access/actor.ts";
import { apiKeyByHash } from "@/lib/access/api-key-store.ts";
import { tokenHash } from "@/lib/access/secret-box.ts";
import { liveSession, membershipsOf, type WorkspaceMembership } from "@/lib/access/session-store.ts";
import type { Ctx } from "@/lib/context.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { cookieSessionId } from "./auth.ts";
import { root } from "./root.ts";

export const WORKSPACE_COOKIE = "junction-workspace";
/** Names the workspace of the page that calls, so that a tab left open never acts in another one. */
export const WORKSPACE_HEADER = "x-junction-workspace";

export type Visitor = { ctx: Ctx; workspaces: WorkspaceMembership[]; workspace: WorkspaceMembership | null };

async function visitorOf(wanted: string | undefined): Promise<Visitor | null> {
  const { ctx } = root();
  const sessionId = await cookieSessionId();
  const session = sessionId && (await liveSession(ctx.db, sessionId, ctx.clock.now()));
  if (!session) {
    return null;
  }
  const workspaces = await membershipsOf(ctx.db, session.userId);
  const workspace = workspaces.find((candidate) => candidate.workspaceId === wanted) ?? null;
  const actor: Actor = {
    kind: "user",
    id: session.userId,
    name: session.name,
    email: session.email,
    sessionId: session.sessionId,
    role: null,
  };
  return { ctx: { ...ctx, actor }, workspaces, workspace };
}

function inWorkspace(visitor: Visitor, workspace: WorkspaceMembership): Visitor {
  const { actor } = visitor.ctx;
  return {
    ...visitor,
    workspace,
    ctx: {
      ...visitor.ctx,
      workspaceId: workspace.workspaceId,
      actor: actor.kind === "user" ? { ...actor, role: workspace.role } : actor,
    },
  };
}

/** The signed-in visitor of a screen in the workspace they last chose; sends everybody else to the sign-in page. */
export const pageVisitor = cache(async (): Promise<Visitor & { workspace: WorkspaceMembership }> => {
  const wanted = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  const visitor = await visitorOf(wanted);
  const workspace = visitor?.workspace ?? visitor?.workspaces[0];
  if (!visitor || !workspace) {
    redirect("/sign-in");
  }
  return { ...inWorkspace(visitor, workspace), workspace };
});

/** The context of an API call: an API key (`Authorization: Bearer`), else the session of the browser, else nobody. */
export async function requestContext(request: Request): Promise<Ctx> {
  const { ctx } = root();
  const authorization = request.headers.get("authorization");
  if (authorization) {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const key = token && (await apiKeyByHash(ctx.db, tokenHash(token), ctx.clock.now()));
    if (!key) {
      throw new Fault("unauthenticated", "The API key is not known or was revoked.");
    }
    return {
      ...ctx,
      workspaceId: key.workspaceId,
      actor: { kind: "key", id: key.id, name: key.name, role: key.role },
    };
  }
  refuseForeignOrigin(request, (await headers()).get("host"));
  const named = request.headers.get(WORKSPACE_HEADER);
  const visitor = await visitorOf(named ?? (await cookies()).get(WORKSPACE_COOKIE)?.value);
  if (!visitor) {
    return ctx;
  }
  if (named && !visitor.workspace) {
    throw new Fault("forbidden", "You are not a member of that workspace.");
  }
  const workspace = visitor.workspace ?? visitor.workspaces[0];
  return workspace ? inWorkspace(visitor, workspace).ctx : visitor.ctx;
}

/** A cookie alone must not let another site act for the visitor. */
function refuseForeignOrigin(request: Request, host: string | null): void {
  if (request.method === "GET") {
    return;
  }
  const origin = request.headers.get("origin");
  if (origin && host && new URL(origin).host !== host) {
    throw new Fault("forbidden", "The call came from a page of another site.");
  }
}
