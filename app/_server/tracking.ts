import { readAtMost } from "@/lib/http/read-at-most.ts";
import { answerLink } from "@/lib/tracking/endpoint.ts";
import { measured } from "./metrics.ts";
import { root } from "./root.ts";

type Params = { params: Promise<{ token: string }> };
type Handler = (request: Request, context: Params) => Promise<Response>;

/** The handler of one kind of link of a message; nobody has to be signed in. */
export function linkHandler(what: Parameters<typeof answerLink>[1], route: string): Handler {
  return (request, { params }) =>
    measured(route, request.method, async () => {
      const { token } = await params;
      const { status, headers, body } = await answerLink(root().ctx, what, {
        method: request.method,
        token,
        userAgent: request.headers.get("user-agent"),
        purpose: request.headers.get("sec-purpose") ?? request.headers.get("purpose"),
        readBody: (maxBytes) => readAtMost(request.body, maxBytes),
      });
      const bytes = typeof body === "string" ? body : new Uint8Array(body);
      return new Response(request.method === "HEAD" ? null : bytes, { status, headers });
    });
}
