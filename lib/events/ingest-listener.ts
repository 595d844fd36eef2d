import { type Answered, doorListener, type Listener } from "../http/door-listener.ts";
import { keyInAddress } from "./beacon.ts";
import type { IngestEndpoint, IngestReply } from "./ingest-http.ts";

/** For `/v1/*` and `/beacon/v1/*`. `endpoint` is asked for with each call, so that it can be made with the first. */
export function ingestListener(
  endpoint: () => IngestEndpoint,
  observe?: (answered: Answered<IngestReply>) => void,
): Listener {
  return doorListener(
    /^\/(?:beacon\/)?v1\/([A-Za-z-]+)(?:\?|$)/,
    ({ method, address, header, readBody }, call) =>
      endpoint()({
        method,
        call,
        authorization: header("authorization"),
        addressKey: keyInAddress(address),
        contentEncoding: header("content-encoding"),
        requestedHeaders: header("access-control-request-headers"),
        readBody,
      }),
    observe,
  );
}
