import { type Answered, doorListener, type Listener } from "../http/door-listener.ts";
import type { IngestEndpoint, IngestReply } from "./ingest-http.ts";

/** For `/v1/*`. `endpoint` is asked for with each call, so that it can be made with the first. */
export function ingestListener(
  endpoint: () => IngestEndpoint,
  observe?: (answered: Answered<IngestReply>) => void,
): Listener {
  return doorListener(
    /^\/v1\/([A-Za-z-]+)(?:\?|$)/,
    ({ method, header, readBody }, call) =>
      endpoint()({
        method,
        call,
        authorization: header("authorization"),
        contentEncoding: header("content-encoding"),
        requestedHeaders: header("access-control-request-headers"),
        readBody,
      }),
    observe,
  );
}
