import { type Answered, doorListener, type Listener } from "../../http/door-listener.ts";
import type { StoryEndpoint, StoryReply } from "./endpoint.ts";

/** For `/v1/story-events`. `endpoint` is asked for with each call, so that it can be made with the first. */
export function storyListener(
  endpoint: () => StoryEndpoint,
  observe: (answered: Answered<StoryReply>) => void,
): Listener {
  return doorListener(
    /^\/v1\/story-events(?:\?|$)/,
    ({ method, header, readBody }) =>
      endpoint()({
        method,
        authorization: header("authorization"),
        contentEncoding: header("content-encoding"),
        requestedHeaders: header("access-control-request-headers"),
        readBody,
      }),
    observe,
  );
}
