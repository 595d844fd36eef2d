import { ingest } from "@/app/_server/ingest.ts";
import { measured } from "@/app/_server/metrics.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";

type Params = { params: Promise<{ call: string }> };

async function answer(request: Request, { params }: Params): Promise<Response> {
  const { call } = await params;
  const reply = await ingest()({
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
