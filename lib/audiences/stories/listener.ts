import type { IncomingMessage, ServerResponse } from "node:http";
import { oneHeader, sendReply } from "../../http/node-reply.ts";
import { readAtMost } from "../../http/read-at-most.ts";
import type { StoryEndpoint, StoryReply } from "./endpoint.ts";

type Answered = { method: string; reply: StoryReply; seconds: number };

/**
 * Answers the calls of a Node.js HTTP server that are for `/v1/story-events`; false: the request is for somebody else,
 * untouched. `endpoint` is asked for with each call, so that it can be made with the first.
 */
export function storyListener(
  endpoint: () => StoryEndpoint,
  observe: (answered: Answered) => void,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const { headers, method = "" } = request;
    const reply = await endpoint()({
      method,
      authorization: oneHeader(headers.authorization),
      contentEncoding: oneHeader(headers["content-encoding"]),
      requestedHeaders: oneHeader(headers["access-control-request-headers"]),
      readBody: (maxBytes) => readAtMost(request, maxBytes),
    });
    observe({ method, reply, seconds: (performance.now() - started) / 1_000 });
    sendReply(request, response, reply);
  }
  return (request, response) => {
    if (!/^\/v1\/story-events(?:\?|$)/.test(request.url ?? "")) {
      return false;
    }
    // Only a socket that breaks off can fail here: then nobody is left to answer.
    serve(request, response).catch(() => response.destroy());
    return true;
  };
}
