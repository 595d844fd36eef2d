import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import type { EncodedRecord, PartnerAccess, RecordTexts, SendAnswer } from "../../partners/connector.ts";
import { exchange, sendAnswer, verdictOf } from "../../partners/exchange.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import type { ChannelLane } from "../channel.ts";
import { parseObject } from "../parse-object.ts";
import type { WebhookContent } from "./content.ts";
import { headerSecret, PASSWORD } from "./kit.ts";
import { isHeaderValue } from "./request.ts";

/** CleverTap waits 5 s for a webhook; a request is one person's, so nothing is gathered. */
const limits: PartnerLimits = {
  batchBytes: 300_000,
  recordBytes: 256_000,
  batchRecords: 1,
  inFlight: 8,
  timeoutMs: 5_000,
};
/** The first and two retries (contracts §9.5). */
const TRIES = 3;

const webhookRequest = z.object({
  method: z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});
type WebhookRequest = z.output<typeof webhookRequest>;

function requestOf(text: string): WebhookRequest {
  return webhookRequest.parse(parseObject(text));
}

function encode(message: JsonObject, messageId: string): EncodedRecord {
  const headers = { ...(message.headers as JsonObject), "idempotency-key": messageId };
  const text = JSON.stringify({ ...message, headers });
  const bytes = Buffer.byteLength(text);
  if (bytes <= limits.recordBytes) {
    return { text, bytes };
  }
  const reason = `A request may be up to ${limits.recordBytes / 1_000} KB; this one is ${(bytes / 1_000).toFixed(1)} KB.`;
  return { text, bytes, problem: { code: "too_large", reason } };
}

/** What the headers hold beside those of the message: what is secret, and who calls. */
function secretHeaders(
  { auth, headers }: WebhookContent,
  secrets: Record<string, string>,
  mask = "",
): Record<string, string> {
  const basic = (user: string) => Buffer.from(`${user}:${secrets[PASSWORD] ?? ""}`).toString("base64");
  return {
    "user-agent": "junction/1",
    ...(auth.kind === "basic" && { authorization: `Basic ${mask || basic(auth.user)}` }),
    ...Object.fromEntries(
      headers
        .filter(({ isSecret }) => isSecret)
        .map(({ name }) => [name.toLowerCase(), mask || (secrets[headerSecret(name)] ?? "")]),
    ),
  };
}

/** What says nothing of the other persons' requests stands for this one alone: its halves would be itself. */
const ofThisOneAlone = "split";

type Judged = SendAnswer["verdict"] | "failed";

/**
 * What a status says. Only 401 and 429 are about all requests alike; a server that fails may fail on this one's. Where a
 * message may be sent once at most, whoever answers with a failure of their own may have worked on it; only 429 says that
 * nothing was taken.
 */
function judged(status: number, { repeats }: WebhookContent): Judged {
  const verdict = status === 410 ? ofThisOneAlone : verdictOf(status);
  if (verdict === "accepted" || status === 401 || status === 429) {
    return verdict;
  }
  return verdict === "later" && repeats === "at_least_once" ? "failed" : ofThisOneAlone;
}

/** An answer to a request that may be sent again, and is given up alone where it fails again. */
function failed(answer: SendAnswer): SendAnswer {
  const refusal = { index: 0, code: "webhook_failed", reason: `${answer.message}.`, again: true };
  return { ...answer, verdict: "accepted", failed: true, refusals: [refusal] };
}

function words(host: string, status: number, verdict: Judged): string {
  const said = `${host} answers ${status}`;
  if (verdict === "accepted") {
    return `${said}.`;
  }
  if (verdict === "unauthorised") {
    return `${said}: it does not accept what the request is signed in with.`;
  }
  const isTheirs = verdict === ofThisOneAlone && status >= 500;
  return isTheirs ? `${said}; the request is not sent again, because it may have been taken.` : said;
}

async function send(
  content: WebhookContent,
  records: RecordTexts,
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<SendAnswer> {
  const { method, url, headers, body } = requestOf(records.at(0));
  const { host } = new URL(url);
  const secret = secretHeaders(content, access.secrets);
  const [broken] = Object.entries(secret).find(([, value]) => !isHeaderValue(value)) ?? [];
  if (broken !== undefined) {
    const message = `The secret value of the header ${broken} holds what a header cannot.`;
    return { verdict: "refused", httpStatus: null, message, body: "" };
  }
  const { answer, failure, unconnected } = await exchange(host, access.http, {
    method,
    url,
    headers: { ...headers, ...secret },
    ...(body !== undefined && { body }),
    timeoutMs: limits.timeoutMs,
    signal,
  });
  if (failure?.verdict === "later" && content.repeats === "at_most_once") {
    const message = `${failure.message}; whether the request arrived is not known, and it is sent once at most.`;
    return { ...failure, verdict: ofThisOneAlone, message };
  }
  if (failure) {
    return failure.verdict === "refused" || unconnected ? failure : failed(failure);
  }
  const verdict = judged(answer.status, content);
  const message = words(host, answer.status, verdict);
  return verdict === "failed"
    ? failed(sendAnswer(answer, access, { verdict: "accepted", message }))
    : sendAnswer(answer, access, { verdict, message });
}

/** One request for each person, with the message's id as its `Idempotency-Key`. */
export function webhookLane(content: WebhookContent): ChannelLane {
  return {
    limits,
    envelopeBytes: 0,
    tries: TRIES,
    encode: (message, { messageId }) => encode(message, messageId),
    send: (records, access, signal) => send(content, records, access, signal),
    show: (texts) => {
      const { method, url, headers, body = "" } = requestOf(texts[0] ?? "");
      return { method, url, headers: { ...headers, ...secretHeaders(content, {}, "••••") }, body };
    },
  };
}
