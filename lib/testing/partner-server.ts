import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type PartnerMessage = {
  type: string;
  messageId: string;
  event?: string;
  userId?: string;
  anonymousId?: string;
  timestamp?: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
};

export type PartnerCall = { authorization: string; bytes: number; records: number; status: number };

/** Answers a request instead of accepting it; undefined accepts. `index` counts requests from 0 since the last reset. */
export type Misbehaviour = (request: {
  index: number;
  messages: PartnerMessage[];
  authorization: string;
}) =>
  | { status: number; headers?: Record<string, string>; body?: string }
  | Promise<{ status: number; headers?: Record<string, string>; body?: string } | undefined>
  | undefined;

export type PartnerServer = {
  url: string;
  port: number;
  calls: PartnerCall[];
  /** Accepted messages by id, each with how often it came. */
  messages: Map<string, { message: PartnerMessage; copies: number }>;
  misbehave: Misbehaviour;
  /** Forgets everything and behaves again. */
  reset(): void;
  close(): Promise<void>;
};

async function read(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** A partner's batch endpoint over real HTTP that keeps what it accepts and misbehaves as it is told; it answers from `listen` on. */
export function partnerServer(): PartnerServer & { listen(port?: number): Promise<void> } {
  const state: ReturnType<typeof partnerServer> = {
    url: "",
    port: 0,
    calls: [],
    messages: new Map(),
    misbehave: () => undefined,
    reset: () => {
      index = 0;
      state.calls.length = 0;
      state.messages.clear();
      state.misbehave = () => undefined;
    },
    listen: async (port = 0) => {
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
      state.port = (server.address() as AddressInfo).port;
      state.url = `http://127.0.0.1:${state.port}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  let index = 0;
  const server = createServer(async (request, response) => {
    const body = await read(request).catch(() => null);
    if (!body) {
      // The caller was killed in mid-request, as some tests mean to.
      return;
    }
    const { batch } = JSON.parse(body.toString()) as { batch: PartnerMessage[] };
    const authorization = request.headers.authorization ?? "";
    const odd = await state.misbehave({ index: index++, messages: batch, authorization });
    const status = odd?.status ?? 200;
    if (status < 300) {
      for (const message of batch) {
        const known = state.messages.get(message.messageId);
        state.messages.set(message.messageId, { message, copies: (known?.copies ?? 0) + 1 });
      }
    }
    state.calls.push({ authorization, bytes: body.byteLength, records: batch.length, status });
    response.writeHead(status, { "content-type": "application/json", ...odd?.headers });
    response.end(odd?.body ?? JSON.stringify({ success: status < 300 }));
  });
  return state;
}

/** One that listens, on a free port unless told. */
export async function startPartnerServer(port = 0): Promise<PartnerServer> {
  const server = partnerServer();
  await server.listen(port);
  return server;
}
