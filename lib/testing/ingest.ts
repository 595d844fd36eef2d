import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { last4, secretBox, tokenHash } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { type IngestEndpoint, ingestEndpoint } from "../events/ingest-http.ts";
import { ingestListener } from "../events/ingest-listener.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { newId, newToken } from "../kernel/ids.ts";
import { silentLogger } from "../kernel/logger.ts";

export type IngestGround = { ctx: Ctx; workspaceId: string; sourceId: string; key: string };

/** A workspace of a test's own with one source and one write key; `ctx` acts as an admin of it. */
export async function ingestGround(db: Db, clock: Clock = systemClock): Promise<IngestGround> {
  const workspaceId = newId();
  const sourceId = newId();
  const key = newToken("wk");
  await db.prisma.workspace.create({ data: { id: workspaceId, name: "Test" } });
  await db.prisma.source.create({
    data: { id: sourceId, workspaceId, name: "Shop", platform: "web", createdBy: "Test" },
  });
  await db.prisma.writeKey.create({
    data: {
      id: newId(),
      workspaceId,
      sourceId,
      name: "First key",
      keyHash: tokenHash(key),
      last4: last4(key),
      createdBy: "Test",
    },
  });
  const ctx: Ctx = {
    actor: {
      kind: "user",
      id: newId(),
      name: "Test",
      email: "test@example.com",
      sessionId: "",
      role: "admin",
    },
    workspaceId,
    db,
    clock,
    log: silentLogger,
    secrets: secretBox("a secret for tests only"),
    http: () => Promise.reject(new Error("This test must not call other hosts.")),
    url: "http://localhost:3000",
    hosts: {},
  };
  return { ctx, workspaceId, sourceId, key };
}

/** Serves an endpoint at `/v1/*` over real HTTP on a free port, as the web process does. */
export async function serveIngest(
  endpoint: IngestEndpoint,
): Promise<{ url: string; server: Server; stop(): Promise<void> }> {
  const listener = ingestListener(() => endpoint);
  const server = createServer((request, response) => {
    if (!listener(request, response)) {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type PostOptions = {
  key?: string | null;
  body?: unknown;
  raw?: string | Buffer;
  headers?: Record<string, string>;
};

/** A sender for tests: posts to an endpoint directly, without a server. */
export function sender(ctx: Ctx, key: string) {
  const endpoint = ingestEndpoint(ctx);
  return async (
    call: string,
    body: unknown,
    options: Omit<PostOptions, "body"> & { method?: string } = {},
  ) => {
    const used = options.key === undefined ? key : options.key;
    const raw = options.raw ?? JSON.stringify(body);
    const bytes = typeof raw === "string" ? Buffer.from(raw) : raw;
    return endpoint({
      method: options.method ?? "POST",
      call,
      authorization: used === null ? null : `Basic ${Buffer.from(`${used}:`).toString("base64")}`,
      addressKey: null,
      contentEncoding: options.headers?.["content-encoding"] ?? null,
      requestedHeaders: options.headers?.["access-control-request-headers"] ?? null,
      readBody: async (maxBytes) => (bytes.length > maxBytes ? undefined : bytes),
    });
  };
}
