import type { Ctx } from "../../context.ts";
import { isAway } from "../../db/is-away.ts";
import { decodeBody } from "../../events/decode-body.ts";
import { Refusal } from "../../events/refusal.ts";
import { Fault } from "../../kernel/fault.ts";
import { type KeyedSource, type WriteKeys, writeKeys } from "../../sources/write-keys.ts";
import { takeAnswers } from "../verbs/take-answers.ts";
import { parseAnswers, readAnswers } from "./read-answers.ts";
import { storyLimits } from "./schema.ts";

export type StoryRequest = {
  method: string;
  authorization: string | null;
  contentEncoding: string | null;
  /** of a CORS preflight */
  requestedHeaders: string | null;
  /** Reads the body, at most `maxBytes`; undefined when it is larger. Called once at most. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};
export type StoryReply = { status: number; headers: Record<string, string>; body: string };
export type StoryEndpoint = (request: StoryRequest) => Promise<StoryReply>;

// Story SDKs run in any page and app: the write key says where an answer belongs, and nothing is sent back.
const open = { "access-control-allow-origin": "*", "cache-control": "no-store" };
const json = { "content-type": "application/json; charset=utf-8", ...open };
const reply = (status: number, body: object): StoryReply => ({
  status,
  headers: json,
  body: JSON.stringify(body),
});
const refuse = ({ status, field, message }: Refusal): StoryReply =>
  reply(status, { status: "refused", field, message });

function preflight(requested: string | null): StoryReply {
  const asked =
    requested && /^[A-Za-z0-9\-, ]{1,500}$/.test(requested) ? requested : "authorization, content-type";
  return {
    status: 204,
    headers: {
      ...open,
      "access-control-allow-methods": "POST, OPTIONS",
      "access-control-allow-headers": asked,
      "access-control-max-age": "86400",
    },
    body: "",
  };
}

/** The write key in Basic authentication: its user, as SDKs send it. */
function keyInHeader(authorization: string | null): string | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? "")?.[1];
  const pair = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  return pair.split(":")[0]?.trim() || null;
}

class Endpoint {
  readonly #ctx: Ctx;
  readonly #keys: WriteKeys;
  #quietUntil = 0;

  constructor(ctx: Ctx) {
    this.#ctx = { ...ctx, actor: { kind: "system", name: "Story endpoint" } };
    this.#keys = writeKeys(ctx);
  }

  async #sourceOf(key: string): Promise<KeyedSource> {
    const source = await this.#keys.source(key);
    if (!source) {
      throw new Refusal(401, "writeKey: is not a write key of a source, or was revoked", "writeKey");
    }
    return source;
  }

  async take(request: StoryRequest): Promise<StoryReply> {
    if (request.method === "OPTIONS") {
      return preflight(request.requestedHeaders);
    }
    if (request.method !== "POST") {
      throw new Refusal(405, "method: use POST", "method");
    }
    const receivedAt = this.#ctx.clock.now();
    const inHeader = keyInHeader(request.authorization);
    // A stranger's body is not read when the header tells already.
    const known = inHeader === null ? null : await this.#sourceOf(inHeader);
    const body = parseAnswers(await decodeBody(request, () => {}, storyLimits.bodyBytes));
    const inBody = typeof body.writeKey === "string" ? body.writeKey.trim() : "";
    if (!known && inBody === "") {
      throw new Refusal(401, "writeKey: is missing", "writeKey");
    }
    const source = known ?? (await this.#sourceOf(inBody));
    if (!source.enabled) {
      throw new Refusal(404, "writeKey: its source is disabled", "writeKey");
    }
    const answers = readAnswers(body, receivedAt.getTime());
    const taken = await takeAnswers(
      { ...this.#ctx, workspaceId: source.workspaceId },
      { receivedAt, answers },
    );
    return reply(200, { status: "ok", ...taken });
  }

  /** One line of log in ten seconds, however many calls fail: a broken database must not fill the disk. */
  failed(error: unknown): StoryReply {
    const now = this.#ctx.clock.now().getTime();
    const away = isAway(error) || (error instanceof Fault && error.code === "unavailable");
    if (now >= this.#quietUntil) {
      this.#quietUntil = now + 10_000;
      this.#ctx.log.error(
        { err: error },
        away ? "stories: cannot store at the moment" : "stories failed unexpectedly",
      );
    }
    return away
      ? {
          ...reply(503, { status: "unavailable", message: "Cannot store at the moment; send it again." }),
          headers: { ...json, "retry-after": "1" },
        }
      : reply(500, { status: "failed", message: "Internal error: nothing was stored." });
  }
}

/**
 * The endpoint `POST /v1/story-events`, free of any web framework: answers to interactive parts of stories, one or several
 * (`events`), with the write key of a source. Make one per process. Answers 200 only after commit, 4xx with the field that
 * is wrong and then stores nothing of the call, 503 while the database is away; it never throws.
 */
export function storyEndpoint(ctx: Ctx): StoryEndpoint {
  const endpoint = new Endpoint(ctx);
  return async (request) => {
    try {
      return await endpoint.take(request);
    } catch (error) {
      return error instanceof Refusal ? refuse(error) : endpoint.failed(error);
    }
  };
}
