import { root } from "@/app/_server/root.ts";
import { type IngestEndpoint, ingestEndpoint } from "@/lib/events/ingest-http.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";

// Kept on globalThis for the same reason as the root: one cache of keys per process.
const holder = globalThis as { junctionIngest?: IngestEndpoint };

async function handle(
  request: Request,
  { params }: { params: Promise<{ call: string }> },
): Promise<Response> {
  holder.junctionIngest ??= ingestEndpoint(root().ctx);
  const reply = await holder.junctionIngest({
    method: request.method,
    call: (await params).call,
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

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
