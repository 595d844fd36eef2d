import { authorise } from "../../access/authorise.ts";
import { type IdentifiedKey, identifyKey } from "../../access/verbs/identify-key.ts";
import type { Ctx } from "../../context.ts";
import { decodeBody } from "../../events/decode-body.ts";
import { Refusal } from "../../events/refusal.ts";
import { quietFailures } from "../../http/quiet-failures.ts";
import { Fault } from "../../kernel/fault.ts";
import { type GroupWriter, groupWriter } from "../../kernel/group-writer.ts";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { shortMemory } from "../../kernel/short-memory.ts";
import { trickle } from "../../kernel/trickle.ts";
import { queueTriggerCalls } from "../verbs/queue-trigger-calls.ts";
import { answerOf, failure, type TriggerReply } from "./answer.ts";
import { campaignFilters } from "./filters.ts";
import { triggerLimits } from "./limits.ts";
import type { CallOutcome, TriggerCall } from "./queue-calls.ts";
import { insertRefusedCall } from "./queue-store.ts";
import {
  bodyHashOf,
  campaignsNamedIn,
  parseTrigger,
  payloadToShow,
  readTrigger,
  type TriggerVersion,
} from "./read-call.ts";

export type TriggerRequest = {
  method: string;
  version: TriggerVersion;
  /** the header X-CleverTap-Account-Id */
  accountId: string | null;
  /** the header X-CleverTap-Passcode */
  passcode: string | null;
  authorization: string | null;
  contentType: string | null;
  contentEncoding: string | null;
  /** the header Idempotency-Key */
  key: string | null;
  /** Reads the body, at most `maxBytes`; undefined when it is larger. Called once at most. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};
export type TriggerEndpoint = (request: TriggerRequest) => Promise<TriggerReply>;

type Waiting = { call: TriggerCall; outcome: CallOutcome | null };

/** contracts §1.8, word for word. */
const invalidCredentials = () => new Refusal(401, "Invalid Credentials", "X-CleverTap-Passcode");

/** A key of a caller, by the passcode or as a bearer, and the account that it is for; null: none is named. */
function credentialsOf({ accountId, passcode, authorization }: TriggerRequest): {
  key: string;
  account: string | null;
} {
  const account = accountId?.trim().toLowerCase() || null;
  if (passcode?.trim()) {
    if (account === null) {
      throw new Refusal(
        401,
        "X-CleverTap-Account-Id: is missing; send the workspace's ID",
        "X-CleverTap-Account-Id",
      );
    }
    return { key: passcode.trim(), account };
  }
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  if (bearer === undefined) {
    throw new Refusal(401, "X-CleverTap-Passcode: is missing; send an API key", "X-CleverTap-Passcode");
  }
  return { key: bearer, account };
}

function idempotencyKeyOf({ key }: TriggerRequest): string | null {
  if (key === null) {
    return null;
  }
  if (!/^[\x20-\x7e]*$/.test(key) || key.trim() === "" || key.length > triggerLimits.keyChars) {
    throw new Refusal(
      400,
      `Idempotency-Key: send 1 to ${triggerLimits.keyChars} visible ASCII characters`,
      "Idempotency-Key",
    );
  }
  return key.trim();
}

class Endpoint {
  readonly #ctx: Ctx;
  readonly #atOnce: number;
  readonly #callerOf: (key: string) => Promise<IdentifiedKey | null>;
  readonly #writer: GroupWriter<Waiting>;
  /** Of refused calls: 20, then one a second for each workspace, so that a sender gone wrong does not fill the disk. */
  readonly #mayLog = trickle({ perSecond: 1, burst: 20 });
  readonly #busy = new Map<string, number>();
  readonly #failed: (error: unknown) => boolean;

  constructor(ctx: Ctx, atOnce: number) {
    this.#ctx = { ...ctx, actor: { kind: "system", name: "External Trigger" } };
    this.#atOnce = atOnce;
    this.#failed = quietFailures(ctx, "external trigger");
    const filters = campaignFilters(this.#ctx);
    this.#callerOf = shortMemory(ctx.clock, async (key) => {
      try {
        return await identifyKey(ctx, { key });
      } catch (error) {
        if (error instanceof Fault && error.code === "unauthenticated") {
          return null;
        }
        throw error;
      }
    });
    this.#writer = groupWriter<Waiting>({
      // Two, so that one is at work while the other goes to the disk.
      writers: 2,
      sizeOf: ({ call }) => call.recipients.length * call.campaigns.length,
      write: async (items) => {
        const outcomes = await queueTriggerCalls(
          this.#ctx,
          filters,
          items.map(({ call }) => call),
        );
        items.forEach((item, place) => {
          item.outcome = outcomes[place] ?? null;
        });
      },
    });
  }

  async #workspaceOf(request: TriggerRequest): Promise<string> {
    const { key, account } = credentialsOf(request);
    const caller = key.length <= 200 ? await this.#callerOf(key) : null;
    if (!caller || (account !== null && account !== caller.workspaceId)) {
      throw invalidCredentials();
    }
    try {
      authorise(caller, "campaigns.write");
    } catch (cause) {
      throw new Refusal(
        403,
        "X-CleverTap-Passcode: the API key's role does not allow this; it needs marketer or admin",
        "X-CleverTap-Passcode",
        cause,
      );
    }
    return caller.workspaceId;
  }

  async take(request: TriggerRequest): Promise<TriggerReply> {
    try {
      if (request.method !== "POST") {
        throw new Refusal(405, "method: use POST", "method");
      }
      const workspaceId = await this.#workspaceOf(request);
      const busy = this.#busy.get(workspaceId) ?? 0;
      if (busy >= this.#atOnce) {
        return failure(429, "Too many concurrent requests", { "retry-after": "1" });
      }
      this.#busy.set(workspaceId, busy + 1);
      try {
        return await this.#answer(request, workspaceId);
      } finally {
        const left = (this.#busy.get(workspaceId) ?? 1) - 1;
        if (left > 0) {
          this.#busy.set(workspaceId, left);
        } else {
          this.#busy.delete(workspaceId);
        }
      }
    } catch (error) {
      if (error instanceof Refusal) {
        return failure(error.status, error.message, error.status === 405 ? { allow: "POST" } : {});
      }
      throw error;
    }
  }

  async #answer(request: TriggerRequest, workspaceId: string): Promise<TriggerReply> {
    const at = this.#ctx.clock.now();
    const type = request.contentType?.split(";")[0]?.trim().toLowerCase() ?? "application/json";
    if (type !== "application/json") {
      throw new Refusal(415, "Content-Type: send application/json", "Content-Type");
    }
    let body: JsonObject | null = null;
    try {
      const text = await decodeBody(request, () => {}, triggerLimits.bodyBytes);
      body = parseTrigger(text);
      const read = readTrigger(request.version, body);
      const key = idempotencyKeyOf(request);
      const bodyHash = key === null ? null : bodyHashOf(request.version, body);
      const call: TriggerCall = { ...read, ...{ workspaceId, id: newId(at.getTime()), at, key, bodyHash } };
      const item: Waiting = { call, outcome: null };
      await this.#writer.write(item);
      const { outcome } = item;
      if (!outcome) {
        throw new Error("A call came to no outcome.");
      }
      if ("status" in outcome) {
        throw new Refusal(outcome.status, outcome.error, "");
      }
      return answerOf(outcome);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      const refusal =
        error.status === 413 && error.field === "body"
          ? new Refusal(413, `body: is larger than ${triggerLimits.bodyBytes / 1_048_576} MB`, "body")
          : error;
      if (body) {
        await this.#log(workspaceId, at, body, refusal);
      }
      throw refusal;
    }
  }

  /** Keeps what was refused as a whole for the logs of the campaigns that it named. */
  async #log(workspaceId: string, at: Date, body: JsonObject, { status, message }: Refusal): Promise<void> {
    const numbers = campaignsNamedIn(body);
    if (numbers.length > 0 && this.#mayLog(workspaceId, at.getTime())) {
      await insertRefusedCall(this.#ctx.db, {
        ...{ workspaceId, id: newId(at.getTime()), at, numbers },
        ...{ payload: payloadToShow(body), status, error: message },
      });
    }
  }

  failed(error: unknown): TriggerReply {
    const away = this.#failed(error);
    return away
      ? failure(503, "Cannot queue at the moment; send it again", { "retry-after": "1" })
      : failure(500, "Internal error: nothing was queued");
  }
}

/**
 * The endpoints `POST /1/send/externaltrigger.json` and `/2/…` (contracts §2), free of any web framework. Make one per
 * process: it remembers keys for 3 seconds, and queues calls that come together in one transaction. Answers 200 only after
 * commit, 4xx for what is wrong with a call, 503 while the database is away; it never throws.
 */
export function triggerEndpoint(ctx: Ctx, options: { atOnce?: number } = {}): TriggerEndpoint {
  const endpoint = new Endpoint(ctx, options.atOnce ?? triggerLimits.atOnce);
  return async (request) => {
    try {
      return await endpoint.take(request);
    } catch (error) {
      return endpoint.failed(error);
    }
  };
}
