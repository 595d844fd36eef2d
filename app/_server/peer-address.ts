import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env.ts";
import { peerAddress } from "@/lib/http/peer-address.ts";

/**
 * Makes `x-forwarded-for` of every request exactly the address it counts for, before Next sees it: Next shows its
 * handlers no socket and keeps whatever the caller wrote in that header.
 */
export function settlePeerAddresses(): void {
  const trustProxy = env().JUNCTION_TRUST_PROXY;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const { remoteAddress } = request.socket;
    request.headers["x-forwarded-for"] = peerAddress(
      remoteAddress,
      request.headers["x-forwarded-for"],
      trustProxy,
    );
  });
}
