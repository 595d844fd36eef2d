import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { readAtMost } from "@/lib/http/read-at-most.ts";
import { ingest } from "./ingest.ts";
import { metrics } from "./metrics.ts";

const ingestPath = /^\/v1\/([A-Za-z-]+)(?:\?|$)/;

function header(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

async function serve(request: IncomingMessage, response: ServerResponse, call: string): Promise<void> {
  const started = performance.now();
  const { headers } = request;
  const method = request.method ?? "";
  const reply = await ingest()({
    method,
    call,
    authorization: header(headers.authorization),
    contentEncoding: header(headers["content-encoding"]),
    requestedHeaders: header(headers["access-control-request-headers"]),
    readBody: (maxBytes) => readAtMost(request, maxBytes),
  });
  const route = "/v1/:call";
  const seconds = (performance.now() - started) / 1_000;
  metrics().observeRequest({ route, method, status: reply.status, seconds });
  // A sender that still talks after its answer (a body that is too large) is not listened to.
  const close = request.complete ? {} : { connection: "close" };
  const length = reply.status === 204 ? {} : { "content-length": Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...reply.headers, ...length, ...close });
  response.end(method === "HEAD" ? "" : reply.body, () => {
    if (!request.complete) {
      request.resume();
      setTimeout(() => request.destroy(), 1_000).unref();
    }
  });
}

/**
 * Answers `/v1/*` before Next sees it. Next's way from a socket to a route handler costs about as much as taking a batch of
 * 100 events in (lib/decisions/011); the route `app/v1/[call]` answers alike wherever this is not installed.
 */
export function shortenIngest(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...rest: unknown[]): boolean {
    const [request, response] = rest as [IncomingMessage, ServerResponse];
    const call = event === "request" ? ingestPath.exec(request.url ?? "")?.[1] : undefined;
    if (call === undefined) {
      return Reflect.apply(emit, this, [event, ...rest]);
    }
    // Only a socket that breaks off while its body is read can fail here: then nobody is left to answer.
    serve(request, response, call).catch(() => response.destroy());
    return true;
  };
}
