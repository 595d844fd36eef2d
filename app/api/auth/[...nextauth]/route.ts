import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/_server/auth.ts";
import { problemResponse } from "@/app/_server/respond.ts";
import { bodyText } from "@/lib/http/body-text.ts";
import { Fault } from "@/lib/kernel/fault.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const MAX_BODY_BYTES = 50_000;

const handler = (request: Request, context: RouteContext): Promise<Response> =>
  NextAuth(authOptions())(request, context);

/** next-auth reads whatever it is sent, however large, from whoever sends it. */
async function bounded(request: Request, context: RouteContext): Promise<Response> {
  try {
    const { method, headers } = request;
    const body = (await bodyText(request, MAX_BODY_BYTES)) || null;
    return await handler(new NextRequest(request.url, { method, headers, body }), context);
  } catch (error) {
    if (error instanceof Fault) {
      return problemResponse(error);
    }
    throw error;
  }
}

export { bounded as POST, handler as GET };
