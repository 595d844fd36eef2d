import type { Ctx } from "../context.ts";
import { quietFailures } from "../http/quiet-failures.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { IdentityMemory } from "../people/identity-memory.ts";
import { type KeyedSource, type WriteKeys, writeKeys } from "../sources/write-keys.ts";
import { decodeBody } from "./decode-body.ts";
import { type CallAddress, isCallAddress, parseBody, readCalls } from "./read-calls.ts";
import { Refusal, refusals } from "./refusal.ts";
import { type RefusedCalls, refusedCalls } from "./refused-calls.ts";
import { writtenOut } from "./short-calls.ts";
import { ingestCalls } from "./verbs/ingest-calls.ts";

export type IngestRequest = {
  method: string;
  /** what follows `/v1/` */
  call: string;
  authorization: string | null;
  /** the write key of a beacon, which can carry no header */
  addressKey: string | null;
  contentEncoding: string | null;
  /** of a CORS preflight */
  requestedHeaders: string | null;
  /** Reads the body, at most `maxBytes`; undefined when it is larger. Called once at most. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};

export type IngestReply = { status: number; headers: Record<string, string>; body: string };

export type IngestOutcome = { workspaceId: string; accepted: number; duplicates: number; bytes: number };

export type IngestEndpoint = (request: IngestRequest) => Promise<IngestReply>;

export type IngestOptions = {
  /** Hears of every answer, for metrics. */
  observe?: (reply: IngestReply, outcome: IngestOutcome | null) => void;
};

// Any page may send events: the write key says where they belong, and nothing is sent back but "OK".
const openToAll = { "access-control-allow-origin": "*", "cache-control": "no-store" };
const text = { "content-type": "text/plain; charset=utf-8", ...openToAll };
const usualHeaders = "authorization, content-type, content-encoding, anonymousid, x-retry-count";

function preflight(requested: string | null): IngestReply {
  const asked = requested && /^[A-Za-z0-9\-, ]{1,500}$/.test(requested) ? requested : usualHeaders;
  return {
    status: 204,
    headers: {
      ...openToAll,
      "access-control-allow-methods": "POST, OPTIONS",
      "access-control-allow-headers": asked,
      "access-control-max-age": "86400",
    },
    body: "",
  };
}

function refuse(refusal: Refusal): IngestReply {
  // Header values are Latin-1; the field's name may hold anything.
  const field = encodeURI(refusal.field.replace(/\p{Surrogate}/gu, "\ufffd"));
  return { status: refusal.status, headers: { ...text, "x-junction-field": field }, body: refusal.message };
}

function keyInHeader(authorization: string | null): string | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? "")?.[1];
  const pair = encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
  const key = pair?.split(":")[0]?.trim();
  return key === "" ? undefined : key;
}

function keyInBody(body: JsonObject): string | undefined {
  return typeof body.writeKey === "string" && body.writeKey !== "" ? body.writeKey : undefined;
}

/** Whoever gave no key outside of the body gives none in a body that cannot be read either, which is what is to be said. */
function bodyWithKey(text: string): JsonObject {
  try {
    return parseBody(text);
  } catch {
    throw refusals.noKey();
  }
}

class Endpoint {
  readonly #ctx: Ctx;
  readonly #keys: WriteKeys;
  readonly #refused: RefusedCalls;
  readonly #memory = new IdentityMemory();
  readonly #failed: (error: unknown) => boolean;

  constructor(ctx: Ctx) {
    this.#ctx = { ...ctx, actor: { kind: "system", name: "Event ingestion" } };
    this.#keys = writeKeys(ctx);
    this.#failed = quietFailures(ctx, "ingest");
    this.#refused = refusedCalls(ctx);
  }

  async #sourceOf(key: string): Promise<KeyedSource> {
    const source = await this.#keys.source(key);
    if (!source) {
      throw refusals.wrongKey();
    }
    return source;
  }

  async take(request: IngestRequest): Promise<{ reply: IngestReply; outcome: IngestOutcome | null }> {
    if (request.method === "OPTIONS") {
      return { reply: preflight(request.requestedHeaders), outcome: null };
    }
    // What the debugger shows of a refused call, once it is known whose it is.
    const seen: { key: string; source: KeyedSource | null; body: Buffer } = {
      key: "",
      source: null,
      body: Buffer.alloc(0),
    };
    try {
      const outcome = await this.#accept(request, seen);
      return { reply: { status: 200, headers: text, body: "OK" }, outcome };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      if (seen.source) {
        const { workspaceId, sourceId } = seen.source;
        const call = isCallAddress(request.call) ? request.call : "unknown";
        const { key, body } = seen;
        await this.#refused.record({ workspaceId, sourceId, call, key }, [
          { body: () => body, refusal: error },
        ]);
      }
      return { reply: refuse(error), outcome: null };
    }
  }

  async #accept(
    request: IngestRequest,
    seen: { key: string; source: KeyedSource | null; body: Buffer },
  ): Promise<IngestOutcome> {
    const address = addressOf(request);
    const receivedAt = this.#ctx.clock.now();
    const outerKey = keyInHeader(request.authorization) ?? request.addressKey;
    if (outerKey !== null) {
      seen.key = outerKey;
      seen.source = await this.#sourceOf(outerKey);
    }
    const decoded = await decodeBody(request, (raw) => {
      seen.body = raw;
    });
    const body = seen.source ? parseBody(decoded) : bodyWithKey(decoded);
    if (!seen.source) {
      const key = keyInBody(body);
      if (key === undefined) {
        throw refusals.noKey();
      }
      seen.key = key;
      seen.source = await this.#sourceOf(key);
    }
    const source = seen.source;
    if (!source.enabled) {
      throw refusals.disabled();
    }
    const { calls, refused } = readCalls(address, body, decoded, receivedAt);
    if (refused.length > 0) {
      const request = { workspaceId: source.workspaceId, sourceId: source.sourceId, call: address };
      // Before the others are taken: a request that fails after that comes again, and tells of these once more at worst.
      await this.#refused.record(
        { key: seen.key, ...request },
        refused.map(({ item, refusal }) => ({ body: () => textOf(item), refusal })),
      );
    }
    const ctx: Ctx = { ...this.#ctx, workspaceId: source.workspaceId };
    const input = { sourceId: source.sourceId, receivedAt, calls };
    const done = await ingestCalls(ctx, input, this.#memory);
    return { ...done, workspaceId: source.workspaceId, bytes: decoded.length };
  }

  failed(error: unknown): IngestReply {
    const away = this.#failed(error);
    return away
      ? { status: 503, headers: { ...text, "retry-after": "1" }, body: "service unavailable" }
      : { status: 500, headers: text, body: "internal error: nothing was stored" };
  }
}

function textOf(item: Json): Buffer {
  try {
    return Buffer.from(JSON.stringify(item));
  } catch {
    // Nested so deep that it cannot be written, which is what it is refused for.
    return Buffer.alloc(0);
  }
}

function addressOf(request: IngestRequest): CallAddress {
  if (!isCallAddress(request.call)) {
    throw new Refusal(404, "there is no such call; use /v1/track, /v1/identify, … or /v1/batch", "path");
  }
  if (request.method !== "POST") {
    throw refusals.method();
  }
  return request.call;
}

/**
 * The endpoint `/v1/*` of the RudderStack and Segment contracts, free of any web framework. Make one per process: it
 * remembers keys for a few seconds. Answers 200 only after commit, 4xx for what the sender got wrong, 503 while the
 * database is away; it never throws.
 */
export function ingestEndpoint(ctx: Ctx, options: IngestOptions = {}): IngestEndpoint {
  const endpoint = new Endpoint(ctx);
  return async (request) => {
    let reply: IngestReply;
    let outcome: IngestOutcome | null = null;
    try {
      ({ reply, outcome } = await endpoint.take({ ...request, call: writtenOut(request.call) }));
    } catch (error) {
      reply = endpoint.failed(error);
    }
    options.observe?.(reply, outcome);
    return reply;
  };
}
