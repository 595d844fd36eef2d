import { measured } from "@/app/_server/metrics.ts";
import { stories } from "@/app/_server/stories.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";

async function answer(request: Request): Promise<Response> {
  const { status, headers, body } = await stories()({
    method: request.method,
    authorization: request.headers.get("authorization"),
    contentEncoding: request.headers.get("content-encoding"),
    requestedHeaders: request.headers.get("access-control-request-headers"),
    readBody: (maxBytes) => readAtMost(request.body, maxBytes),
  });
  return new Response(status === 204 ? null : body, { status, headers });
}

const handle = (request: Request): Promise<Response> =>
  measured("/v1/story-events", request.method, () => answer(request));

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
