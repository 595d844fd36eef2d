import { inboundEndpoint } from "../audiences/inbound/endpoint.ts";
import type { Ctx } from "../context.ts";

export type UsersReply = { status: number; headers: Record<string, string>; body: Record<string, unknown> };
export type UsersOptions = {
  headers?: Record<string, string>;
  method?: string;
  /** instead of the body as JSON */
  raw?: string | Buffer;
};

/** Calls the endpoint for users of audiences as EventBridge does, without a server. */
export function usersSender(
  ctx: Ctx,
): (key: string | null, body: unknown, options?: UsersOptions) => Promise<UsersReply> {
  const endpoint = inboundEndpoint(ctx);
  return async (key, body, options = {}) => {
    const raw = options.raw ?? JSON.stringify(body);
    const bytes = typeof raw === "string" ? Buffer.from(raw) : raw;
    const reply = await endpoint({
      method: options.method ?? "POST",
      apiKey: key,
      authorization: options.headers?.authorization ?? null,
      contentEncoding: options.headers?.["content-encoding"] ?? null,
      readBody: async (maxBytes) => (bytes.length > maxBytes ? undefined : bytes),
    });
    return { ...reply, body: JSON.parse(reply.body) };
  };
}
