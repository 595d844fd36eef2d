import { measured, metrics } from "@/app/_server/metrics.ts";
import { root } from "@/app/_server/root.ts";
import { type IngestEndpoint, ingestEndpoint } from "@/lib/events/ingest-http.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";

// Kept on globalThis for the same reason as the root: one cache of keys per process.
const holder = globalThis as { junctionIngest?: IngestEndpoint };

function ingest(): IngestEndpoint {
  holder.junctionIngest ??= ingestEndpoint(root().ctx, {
    observe: (reply, outcome) =>
      metrics().observeIngest(outcome ?? (reply.status >= 500 ? "failed" : "refused")),
  });
  return holder.junctionIngest;
}

type Params = { params: Promise<{ call: string }> };

async function answer(request: Request, { params }: Params): Promise<Response> {
  const endpoint = ingest();
  const { call } = await params;
  const reply = await endpoint({
    method: request.method,
    call,
    authorization: request.headers.get("authorization"),
    contentEncoding: request.headers.get("content-encoding"),
    requestedHeaders: request.headers.get("access-control-request-headers"),
    readBody: (maxBytes) => readAtMost(request.body, maxBytes),
  });
  return new Response(reply.status === 204 ? null : reply.body, {
    status: reply.status,
    headers: reply.headers,
  });
}

const handle = (request: Request, context: Params): Promise<Response> =>
  measured("/v1/:call", request.method, () => answer(request, context));

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
