import type { IncomingMessage, ServerResponse } from "node:http";

export type Reply = { status: number; headers: Record<string, string>; body: string };

/** A header that may stand once; null when it is missing or repeated. */
export function oneHeader(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Sends a whole answer through a Node.js response. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  // A sender that still talks after its answer (a body that is too large) is not listened to.
  const close = request.complete ? {} : { connection: "close" };
  const length = reply.status === 204 ? {} : { "content-length": Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...reply.headers, ...length, ...close });
  response.end(request.method === "HEAD" ? "" : reply.body, () => {
    if (!request.complete) {
      request.resume();
      setTimeout(() => request.destroy(), 1_000).unref();
    }
  });
}
