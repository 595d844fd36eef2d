import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { WorkspaceMembership } from "@/lib/access/session-store.ts";
import { identifyKey } from "@/lib/access/verbs/identify-key.ts";
import { identifySession } from "@/lib/access/verbs/identify-session.ts";
import type { Ctx } from "@/lib/context.ts";
import { env } from "@/lib/env.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { cookieSessionId } from "./auth.ts";
import { root } from "./root.ts";

export const WORKSPACE_COOKIE = "junction-workspace";
/** Names the workspace of the page that calls, so that a tab left open never acts in another one. */
export const WORKSPACE_HEADER = "x-junction-workspace";
/** The path that a page was asked for; proxy.ts sets it. */
export const PATH_HEADER = "x-junction-path";

export type Visitor = { ctx: Ctx; workspaces: WorkspaceMembership[]; workspace: WorkspaceMembership | null };

async function visitorOf(wanted: string | undefined): Promise<Visitor | null> {
  const { ctx } = root();
  const sessionId = await cookieSessionId();
  const found = sessionId && (await identifySession(ctx, { sessionId }));
  if (!found) {
    return null;
  }
  const workspace = found.workspaces.find((candidate) => candidate.workspaceId === wanted) ?? null;
  return { ctx: { ...ctx, actor: found.actor }, workspaces: found.workspaces, workspace };
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

/** Who looks at a page that needs no sign-in, in no workspace; null when nobody is signed in. */
export const openVisitor = cache((): Promise<Visitor | null> => visitorOf(undefined));

/** The signed-in visitor of a screen in the workspace they last chose; sends everybody else to the sign-in page. */
export const pageVisitor = cache(async (): Promise<Visitor & { workspace: WorkspaceMembership }> => {
  const wanted = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  const visitor = await visitorOf(wanted);
  if (!visitor) {
    const path = (await headers()).get(PATH_HEADER) ?? "/";
    redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  const workspace = visitor.workspace ?? visitor.workspaces[0];
  if (!workspace) {
    redirect("/no-workspace");
  }
  return { ...inWorkspace(visitor, workspace), workspace };
});

/** The context of an API call: an API key (`Authorization: Bearer`), else the session of the browser, else nobody. */
export async function requestContext(request: Request): Promise<Ctx> {
  const { ctx } = root();
  const authorization = request.headers.get("authorization");
  if (authorization) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    if (!key) {
      throw new Fault("unauthenticated", "Send the API key as `Authorization: Bearer <key>`.");
    }
    return { ...ctx, ...(await identifyKey(ctx, { key })) };
  }
  refuseForeignOrigin(request, (await headers()).get("host"));
  const named = request.headers.get(WORKSPACE_HEADER);
  const visitor = await visitorOf(named || (await cookies()).get(WORKSPACE_COOKIE)?.value);
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
export function refuseForeignOrigin(request: Request, host: string | null): void {
  const origin = request.headers.get("origin");
  if (request.method === "GET" || !origin) {
    return;
  }
  const ours = [host, hostOf(env().JUNCTION_URL)];
  const theirs = hostOf(origin);
  if (!theirs || !ours.includes(theirs)) {
    throw new Fault("forbidden", "The call came from a page of another site.");
  }
}

function hostOf(url: string | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).host : null;
}
