import { eventbridge } from "@/app/_server/eventbridge.ts";
import { measured } from "@/app/_server/metrics.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";

async function answer(request: Request): Promise<Response> {
  const { status, headers, body } = await eventbridge()({
    method: request.method,
    apiKey: request.headers.get("x-api-key"),
    authorization: request.headers.get("authorization"),
    contentEncoding: request.headers.get("content-encoding"),
    readBody: (maxBytes) => readAtMost(request.body, maxBytes),
  });
  return new Response(body, { status, headers });
}

const handle = (request: Request): Promise<Response> =>
  measured("/v1/eventbridge", request.method, () => answer(request));

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
