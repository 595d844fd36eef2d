import { keyInAddress } from "@/lib/events/beacon.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";
import { ingest } from "./ingest.ts";
import { measured } from "./metrics.ts";

type Params = { params: Promise<{ call: string }> };

async function answer(request: Request, { params }: Params): Promise<Response> {
  const { call } = await params;
  const { pathname, search } = new URL(request.url);
  const reply = await ingest()({
    method: request.method,
    call,
    authorization: request.headers.get("authorization"),
    addressKey: keyInAddress(pathname + search),
    contentEncoding: request.headers.get("content-encoding"),
    requestedHeaders: request.headers.get("access-control-request-headers"),
    readBody: (maxBytes) => readAtMost(request.body, maxBytes),
  });
  return new Response(reply.status === 204 ? null : reply.body, {
    status: reply.status,
    headers: reply.headers,
  });
}

/** A call of a source by Next's own way, for a server that has no shortcut before it. */
export const ingestRoute = (request: Request, context: Params): Promise<Response> =>
  measured("/v1/:call", request.method, () => answer(request, context));
