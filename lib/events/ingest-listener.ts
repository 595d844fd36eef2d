import type { IncomingMessage, ServerResponse } from "node:http";
import { oneHeader, sendReply } from "../http/node-reply.ts";
import { readAtMost } from "../http/read-at-most.ts";
import type { IngestEndpoint, IngestReply } from "./ingest-http.ts";

const ingestPath = /^\/v1\/([A-Za-z-]+)(?:\?|$)/;

export type Answered = { method: string; reply: IngestReply; seconds: number };

/**
 * Answers the calls of a Node.js HTTP server that are for `/v1/*`; false: the request is for somebody else, untouched.
 * `endpoint` is asked for with each call, so that it can be made with the first.
 */
export function ingestListener(
  endpoint: () => IngestEndpoint,
  observe: (answered: Answered) => void = () => {},
): (request: IncomingMessage, response: ServerResponse) => boolean {
  async function serve(request: IncomingMessage, response: ServerResponse, call: string): Promise<void> {
    const started = performance.now();
    const { headers, method = "" } = request;
    const reply = await endpoint()({
      method,
      call,
      authorization: oneHeader(headers.authorization),
      contentEncoding: oneHeader(headers["content-encoding"]),
      requestedHeaders: oneHeader(headers["access-control-request-headers"]),
      readBody: (maxBytes) => readAtMost(request, maxBytes),
    });
    observe({ method, reply, seconds: (performance.now() - started) / 1_000 });
    sendReply(request, response, reply);
  }
  return (request, response) => {
    const call = ingestPath.exec(request.url ?? "")?.[1];
    if (call === undefined) {
      return false;
    }
    // Only a socket that breaks off while its body is read can fail here: then nobody is left to answer.
    serve(request, response, call).catch(() => response.destroy());
    return true;
  };
}
