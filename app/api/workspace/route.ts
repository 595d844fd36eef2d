import { cookies, headers } from "next/headers";
import { z } from "zod";
import { openVisitor, refuseForeignOrigin, WORKSPACE_COOKIE } from "@/app/_server/context.ts";
import { problemResponse } from "@/app/_server/respond.ts";
import { bodyText } from "@/lib/http/body-text.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { parse } from "@/lib/kernel/parse.ts";

const body = z.object({ workspaceId: z.uuid() });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Remembers in the browser which workspace it looks at next. Membership is checked again on every request. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeignOrigin(request, (await headers()).get("host"));
    const { workspaceId } = parse(body, jsonOf(await bodyText(request, 1_000)));
    const visitor = await openVisitor();
    if (!visitor) {
      throw new Fault("unauthenticated", "Sign in to go on.");
    }
    if (!visitor.workspaces.some((each) => each.workspaceId === workspaceId)) {
      throw new Fault("forbidden", "You are not a member of that workspace.");
    }
    const secure = (await headers()).get("x-forwarded-proto") === "https";
    const options = { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: 365 * 86_400 } as const;
    (await cookies()).set(WORKSPACE_COOKIE, workspaceId, options);
    return new Response(null, { status: 204 });
  } catch (error) {
    return problemResponse(error);
  }
}
