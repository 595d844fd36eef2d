import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Role } from "../access/permissions.ts";
import { createApiKey } from "../access/verbs/create-api-key.ts";
import { type TriggerEndpoint, triggerEndpoint } from "../campaigns/external/endpoint.ts";
import type { TriggerVersion } from "../campaigns/external/read-call.ts";
import type { Ctx } from "../context.ts";
import type { Json, JsonObject } from "../kernel/json.ts";

type Told = { by: string; value: string; campaignId: string; verdict: string; code: string | null };
export type TriggerAnswer = {
  code: number;
  headers: Record<string, string>;
  body: JsonObject & { status: string; receipt: string; error: string; recipients: (Told & JsonObject)[] };
};
export type TriggerOptions = {
  version?: TriggerVersion;
  account?: string | null;
  passcode?: string | null;
  bearer?: string;
  contentType?: string | null;
  contentEncoding?: string;
  key?: string;
  method?: string;
  endpoint?: TriggerEndpoint;
  /** instead of the body as JSON */
  raw?: string | Buffer;
};
export type TriggerCaller = (body: Json, options?: TriggerOptions) => Promise<TriggerAnswer>;

/** Calls External Trigger as a server does, with a key of the workspace of `ctx`, without a socket. */
export async function triggerCaller(
  ctx: Ctx,
  options: { role?: Role; atOnce?: number } = {},
): Promise<TriggerCaller> {
  const admin: Ctx = { ...ctx, actor: { kind: "system", name: "Test" } };
  const made = await createApiKey(admin, { name: "Shop server", role: options.role ?? "marketer" });
  const key = made.secret;
  const own = triggerEndpoint(ctx, { atOnce: options.atOnce });
  return async (body, given = {}) => {
    const raw = given.raw ?? JSON.stringify(body);
    const bytes = typeof raw === "string" ? Buffer.from(raw) : raw;
    const passcode = given.bearer === undefined ? key : null;
    const reply = await (given.endpoint ?? own)({
      method: given.method ?? "POST",
      version: given.version ?? "1",
      accountId: given.account === undefined ? ctx.workspaceId : given.account,
      passcode: given.passcode === undefined ? passcode : given.passcode,
      authorization: given.bearer === undefined ? null : `Bearer ${given.bearer || key}`,
      contentType: given.contentType === undefined ? "application/json" : given.contentType,
      contentEncoding: given.contentEncoding ?? null,
      key: given.key ?? null,
      readBody: async (maxBytes) => (bytes.length > maxBytes ? undefined : bytes),
    });
    return { code: reply.status, headers: reply.headers, body: JSON.parse(reply.body) };
  };
}

/** A server of the shop's own that webhooks come to. */
export async function webhookCatcher(): Promise<{ url: string; bodies: string[]; close(): Promise<void> }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      bodies.push(Buffer.concat(pieces).toString("utf8"));
      response.end("ok");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
