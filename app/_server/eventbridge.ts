import { type InboundEndpoint, inboundEndpoint } from "@/lib/audiences/inbound/endpoint.ts";
import { root } from "./root.ts";

// Kept on globalThis for the same reason as the root: one memory of keys and one queue of writes per process.
const holder = globalThis as { junctionEventbridge?: InboundEndpoint };

/** The endpoint `/v1/eventbridge` of the web process. */
export function eventbridge(): InboundEndpoint {
  holder.junctionEventbridge ??= inboundEndpoint(root().ctx);
  return holder.junctionEventbridge;
}
