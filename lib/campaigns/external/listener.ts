import type { IncomingMessage, ServerResponse } from "node:http";
import { oneHeader, sendReply } from "../../http/node-reply.ts";
import { readAtMost } from "../../http/read-at-most.ts";
import type { TriggerReply } from "./answer.ts";
import type { TriggerEndpoint } from "./endpoint.ts";

type Answered = { method: string; reply: TriggerReply; seconds: number };

/**
 * Answers the calls of a Node.js HTTP server that are for `/1/send/externaltrigger.json` and `/2/…`; false: the request is
 * for somebody else, untouched. `endpoint` is asked for with each call, so that it can be made with the first.
 */
export function triggerListener(
  endpoint: () => TriggerEndpoint,
  observe: (answered: Answered) => void = () => {},
): (request: IncomingMessage, response: ServerResponse) => boolean {
  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    version: "1" | "2",
  ): Promise<void> {
    const started = performance.now();
    const { headers, method = "" } = request;
    const reply = await endpoint()({
      ...{ method, version },
      accountId: oneHeader(headers["x-clevertap-account-id"]),
      passcode: oneHeader(headers["x-clevertap-passcode"]),
      authorization: oneHeader(headers.authorization),
      contentType: oneHeader(headers["content-type"]),
      contentEncoding: oneHeader(headers["content-encoding"]),
      key: oneHeader(headers["idempotency-key"]),
      readBody: (maxBytes) => readAtMost(request, maxBytes),
    });
    observe({ method, reply, seconds: (performance.now() - started) / 1_000 });
    sendReply(request, response, reply);
  }
  return (request, response) => {
    const version = /^\/([12])\/send\/externaltrigger\.json(?:\?|$)/.exec(request.url ?? "")?.[1];
    if (version !== "1" && version !== "2") {
      return false;
    }
    // Only a socket that breaks off can fail here: then nobody is left to answer.
    serve(request, response, version).catch(() => response.destroy());
    return true;
  };
}
