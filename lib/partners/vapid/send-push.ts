import webPush from "web-push";
import type { HttpAnswer } from "../../kernel/http-client.ts";
import type { PartnerAccess } from "../connector.ts";
import type { DeviceAnswer } from "../device-send.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { vapidKit } from "./kit.ts";

export type PushSubscription = { endpoint: string; keys: { p256dh: string; auth: string } };
export type PushOptions = { ttlS: number; topic?: string; urgency?: "normal" | "high" };

/**
 * Services of browsers whose word is about all messages: where one of them asks to be left alone, a run waits. Any other
 * address may be of somebody's own making, and must not hold up the messages to others.
 */
const services = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /(^|\.)push\.apple\.com$/,
  /(^|\.)notify\.windows\.com$/,
];

/** Tokens may live a day (RFC 8292); they are signed anew after half of it, once for all messages to a service. */
const LIFE_S = 12 * 3_600;
const MAX_KEPT = 200;
type Signed = { authorization: string; untilMs: number };
const signed = new Map<string, Signed>();

function authorizationFor(origin: string, { settings, secrets }: PartnerAccess, nowMs: number): string {
  const { subject = "", publicKey = "" } = settings;
  const name = `${origin} ${publicKey} ${subject}`;
  const found = signed.get(name);
  if (found && nowMs < found.untilMs) {
    return found.authorization;
  }
  const expires = Math.floor(nowMs / 1_000) + LIFE_S;
  const { Authorization: authorization } = webPush.getVapidHeaders(
    origin,
    subject,
    publicKey,
    secrets.privateKey ?? "",
    "aes128gcm",
    expires,
  );
  signed.delete(name);
  signed.set(name, { authorization, untilMs: nowMs + (LIFE_S / 2) * 1_000 });
  const [oldest] = signed.keys();
  if (signed.size > MAX_KEPT && oldest !== undefined) {
    signed.delete(oldest);
  }
  return authorization;
}

type Found = { outcome: DeviceAnswer["outcome"]; says: string };

/** What RFC 8030 and RFC 8292 say of statuses. */
function found(status: number, isKnownService: boolean): Found {
  if (status === 404 || status === 410) {
    return { outcome: "dead", says: "the browser is no longer subscribed" };
  }
  if (status === 413) {
    return { outcome: "refused", says: "the message is too large" };
  }
  if (status === 401 || status === 403) {
    return {
      outcome: isKnownService ? "foreign" : "refused",
      says: "the browser subscribed with another public key, or the contact is not accepted",
    };
  }
  const verdict = verdictOf(status);
  if (verdict === "accepted") {
    return { outcome: "sent", says: "the message is taken" };
  }
  return verdict === "later"
    ? { outcome: isKnownService ? "later" : "again", says: "it cannot take messages now" }
    : { outcome: "refused", says: "the message is not taken" };
}

function judged(host: string, answer: HttpAnswer, isKnownService: boolean): DeviceAnswer {
  const { httpStatus, body, retryAfterMs } = sendAnswer(
    answer,
    { secrets: {} },
    { verdict: "accepted", message: "" },
  );
  const { outcome, says } = found(answer.status, isKnownService);
  const words = outcome === "later" || outcome === "again" ? "" : `: ${says}`;
  return {
    outcome,
    code: `webpush_${answer.status}`,
    message: `${host} answers ${answer.status}${words}`,
    answer: { httpStatus, body, ...(retryAfterMs !== undefined && { retryAfterMs }) },
  };
}

const unanswered = { httpStatus: null, body: "" };

/** Whether a connection may send to an address: one for the sandbox reaches nobody else. */
function isElsewhere(endpoint: string, { settings, baseUrl }: PartnerAccess): boolean {
  return settings.region === "sandbox" && !endpoint.startsWith(`${baseUrl}/`);
}

/**
 * Encrypts one message for one browser and sends it to the address that it subscribed with, which anybody may have made up:
 * only through our own client, which refuses private addresses. Never throws for what the service or the network did.
 */
export async function sendPush(
  { endpoint, keys }: PushSubscription,
  payload: string,
  options: PushOptions,
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<DeviceAnswer> {
  const { origin, host, hostname } = new URL(endpoint);
  if (isElsewhere(endpoint, access)) {
    const message = `${host} is not the sandbox, and this connection sends to the sandbox alone`;
    return { outcome: "refused", code: "webpush_not_sandbox", message, answer: unanswered };
  }
  const isKnownService = services.some((service) => service.test(hostname));
  const authorization = authorizationFor(origin, access, Date.now());
  let request: webPush.RequestDetails;
  try {
    request = webPush.generateRequestDetails({ endpoint, keys }, payload, {
      TTL: options.ttlS,
      urgency: options.urgency ?? "normal",
      ...(options.topic !== undefined && { topic: options.topic }),
      headers: { Authorization: authorization },
    });
  } catch {
    // Its key is no point of the curve, which only the encryption finds out.
    const message = "The browser's keys are not valid, so nothing can be encrypted for it";
    return { outcome: "dead", code: "webpush_keys", message, answer: unanswered };
  }
  const { "Content-Length": _length, ...headers } = request.headers;
  const { answer, failure } = await exchange(host, access.http, {
    method: "POST",
    url: endpoint,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    ...(request.body !== null && request.body !== undefined && { body: request.body }),
    timeoutMs: vapidKit.limits.timeoutMs,
    signal,
  });
  if (!failure) {
    return judged(host, answer, isKnownService);
  }
  return failure.verdict === "later"
    ? {
        outcome: isKnownService ? "later" : "again",
        code: "webpush_no_answer",
        message: failure.message,
        answer: unanswered,
      }
    : { outcome: "dead", code: "webpush_address", message: failure.message, answer: unanswered };
}
