import type { Ctx } from "../../context.ts";
import { decodeBody } from "../../events/decode-body.ts";
import { Refusal } from "../../events/refusal.ts";
import { bodyExcerpt } from "../../events/refused-calls.ts";
import { quietFailures } from "../../http/quiet-failures.ts";
import { type GroupWriter, groupWriter } from "../../kernel/group-writer.ts";
import { trickle } from "../../kernel/trickle.ts";
import type { KeyedAudience } from "../key-store.ts";
import { type InboundMessage, type Taken, takeMessages } from "../verbs/take-messages.ts";
import { type InboundKeys, inboundKeys, keyOfCall } from "./keys.ts";
import { type Message, messageLimits, parseMessage, type RefusedUser, readMessage } from "./read-message.ts";

export type InboundRequest = {
  method: string;
  /** the header `x-api-key` */
  apiKey: string | null;
  authorization: string | null;
  contentEncoding: string | null;
  /** Reads the body, at most `maxBytes`; undefined when it is larger. Called once at most. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};
export type InboundReply = { status: number; headers: Record<string, string>; body: string };
export type InboundEndpoint = (request: InboundRequest) => Promise<InboundReply>;

const json = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
const reply = (status: number, body: object): InboundReply => ({
  status,
  headers: json,
  body: JSON.stringify(body),
});

const unknownKey = () =>
  new Refusal(401, "x-api-key: is not a key of an audience, or was revoked", "x-api-key");
const unknownToken = (field: string) =>
  new Refusal(400, `${field}: selects no audience of this workspace`, field);

/** Refused users that an answer names; the log has all of a call that is taken. */
const NAMED = 50;
/** Of a call that is refused as a whole the log keeps so many, and so many calls a second for each audience. */
const LOGGED_OF_REFUSED = 20;

type Waiting = { message: InboundMessage; taken: Taken[] };
type Addressed = { lines: InboundMessage["lines"]; refused: RefusedUser[] };

class Endpoint {
  readonly #ctx: Ctx;
  readonly #keys: InboundKeys;
  readonly #writer: GroupWriter<Waiting>;
  readonly #mayLog = trickle({ perSecond: 5, burst: 20 });
  readonly #failed: (error: unknown) => boolean;

  constructor(ctx: Ctx) {
    this.#ctx = { ...ctx, actor: { kind: "system", name: "Audience endpoint" } };
    this.#keys = inboundKeys(ctx);
    this.#failed = quietFailures(ctx, "eventbridge");
    this.#writer = groupWriter<Waiting>({
      // One at a time up to where its changes are visible: a second one would wait for the same audience, and make both
      // groups smaller. While one goes to the disk, the next is at work.
      writers: 1,
      sizeOf: ({ message }) => message.lines.length,
      write: async (items, next) => {
        const taken = await takeMessages(
          this.#ctx,
          items.map(({ message }) => message),
          next,
        );
        items.forEach((item, index) => {
          item.taken = taken[index] ?? [];
        });
      },
    });
  }

  async take(request: InboundRequest): Promise<InboundReply> {
    if (request.method !== "POST") {
      return refuse(new Refusal(405, "method: use POST", "method"));
    }
    const key = keyOfCall(request.apiKey, request.authorization);
    if (key === null) {
      return refuse(new Refusal(401, "x-api-key: is missing", "x-api-key"));
    }
    const caller = await this.#keys.audienceOf(key);
    if (!caller) {
      return refuse(unknownKey());
    }
    const receivedAt = this.#ctx.clock.now();
    const seen = { raw: Buffer.alloc(0) as Buffer };
    const keep = (body: Buffer) => {
      seen.raw = body;
    };
    let message: Message;
    try {
      const text = await decodeBody(request, keep, messageLimits.bodyBytes);
      message = readMessage(parseMessage(text), receivedAt.getTime());
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      const refusal = error.status === 413 ? tooLarge() : error;
      const body = JSON.stringify(bodyExcerpt(seen.raw, key));
      await this.#log(caller, receivedAt, [
        { audienceId: caller.audienceId, operation: "", identity: "", refused: refusal.message, body },
      ]);
      return refuse(refusal);
    }
    return this.#write(caller, message, receivedAt);
  }

  /** The users of a call with the audience of each, and which of them are refused, in one pass. */
  async #address(caller: KeyedAudience, users: Message["users"]): Promise<Addressed> {
    const addressed: Addressed = { lines: [], refused: [] };
    for (const user of users) {
      const own = user.token === null ? null : await this.#keys.selected(caller.workspaceId, user.token);
      if (!("refusal" in user) && own !== null) {
        const { operation, identity, properties, body } = user;
        addressed.lines.push({ audienceId: own, operation, identity, properties, body });
        continue;
      }
      const refused =
        "refusal" in user ? user : { ...user, refusal: unknownToken("key_values.storyly_token") };
      const { operation, identity, body, refusal } = refused;
      addressed.refused.push(refused);
      // Where the token says nothing, whoever looks at the audience whose key called finds it.
      const audienceId = own ?? caller.audienceId;
      addressed.lines.push({ audienceId, operation, identity, body, refused: refusal.message });
    }
    return addressed;
  }

  async #write(caller: KeyedAudience, message: Message, receivedAt: Date): Promise<InboundReply> {
    const { eventId, atMs, users } = message;
    const { lines, refused } = await this.#address(caller, users);
    const [first] = refused;
    if (first && refused.length === users.length) {
      await this.#log(caller, receivedAt, lines.slice(0, LOGGED_OF_REFUSED));
      return refuse(first.refusal, refused);
    }
    const item: Waiting = {
      message: { workspaceId: caller.workspaceId, eventId, receivedAt, atMs, lines },
      taken: [],
    };
    await this.#writer.write(item);
    const count = (verdict: string) => item.taken.filter((one) => one?.verdict === verdict).length;
    const answer = { applied: count("applied"), ignored: count("ignored") };
    if (answer.applied + answer.ignored === 0) {
      // Deleted since its token was looked up.
      return refuse(unknownToken("key_values.storyly_token"));
    }
    return reply(200, { status: "ok", ...answer, ...(refused.length > 0 && namesOf(refused)) });
  }

  /** Keeps what was refused as a whole for the log, at a bounded rate: a sender gone wrong must not fill the disk. */
  async #log(caller: KeyedAudience, receivedAt: Date, lines: InboundMessage["lines"]): Promise<void> {
    if (!this.#mayLog(caller.audienceId, receivedAt.getTime())) {
      return;
    }
    // Without the event's id: what was not taken has not been delivered.
    const message = {
      workspaceId: caller.workspaceId,
      eventId: null,
      receivedAt,
      atMs: receivedAt.getTime(),
      lines,
    };
    await this.#writer.write({ message, taken: [] });
  }

  failed(error: unknown): InboundReply {
    const away = this.#failed(error);
    const problem = away
      ? reply(503, { status: "unavailable", message: "Cannot store at the moment; send it again." })
      : reply(500, { status: "failed", message: "Internal error: nothing was stored." });
    return away ? { ...problem, headers: { ...json, "retry-after": "1" } } : problem;
  }
}

const tooLarge = () => new Refusal(413, `body: is larger than ${messageLimits.bodyBytes / 1024} KB`, "body");

function namesOf(refused: RefusedUser[]): object {
  return {
    refused: refused.slice(0, NAMED).map(({ index, identity, refusal }) => ({
      profile: index,
      ...(identity !== "" && { identity }),
      field: refusal.field,
      message: refusal.message,
    })),
    refusedCount: refused.length,
  };
}

function refuse(refusal: Refusal, refused: RefusedUser[] = []): InboundReply {
  const { field, message, status } = refusal;
  return reply(status, { status: "refused", field, message, ...(refused.length > 1 && namesOf(refused)) });
}

/**
 * The endpoint `POST /v1/eventbridge`, free of any web framework: API destinations of EventBridge call it for the users of
 * audiences. Make one per process. Answers 200 only after commit, 4xx for what is wrong with a call (EventBridge does not
 * try these again), 503 while the database is away (it does); it never throws.
 */
export function inboundEndpoint(ctx: Ctx): InboundEndpoint {
  const endpoint = new Endpoint(ctx);
  return async (request) => {
    try {
      return await endpoint.take(request);
    } catch (error) {
      return endpoint.failed(error);
    }
  };
}
