import { type Answered, doorListener, type Listener } from "../../http/door-listener.ts";
import type { InboundEndpoint, InboundReply } from "./endpoint.ts";

/** For `/v1/eventbridge`. `endpoint` is asked for with each call, so that it can be made with the first. */
export function inboundListener(
  endpoint: () => InboundEndpoint,
  observe: (answered: Answered<InboundReply>) => void,
): Listener {
  return doorListener(
    /^\/v1\/eventbridge(?:\?|$)/,
    ({ method, header, readBody }) =>
      endpoint()({
        method,
        apiKey: header("x-api-key"),
        authorization: header("authorization"),
        contentEncoding: header("content-encoding"),
        readBody,
      }),
    observe,
  );
}
