import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { z } from "zod";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { type Asked, keptCredentials } from "../kept-credentials.ts";
import { regionOf } from "../kit.ts";
import { readAnswer } from "../read-answer.ts";
import { fcmKit } from "./kit.ts";
import { readServiceAccount, type ServiceAccount } from "./service-account.ts";

/** What Google's token endpoint is called in assertions, whatever stands in for it. */
const AUDIENCE = "https://oauth2.googleapis.com/token";
const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
/** The longest that Google allows. */
const LIFE_S = 3_600;

/** `advice`: what to look at, for whoever connects. */
export type TokenFailure = { answer: SendAnswer; advice: string };
export type Granted = { projectId: string; token: string };
export type TokenAnswer = Granted | { failure: TokenFailure };

const kept = keptCredentials<TokenAnswer>();

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT by which the service account asks for a token (RFC 7523), signed with RS256. */
function assertionOf(account: ServiceAccount, key: KeyObject, nowMs: number): string {
  const now = Math.floor(nowMs / 1_000);
  const header = { alg: "RS256", typ: "JWT", ...(account.private_key_id && { kid: account.private_key_id }) };
  const claims = { iss: account.client_email, scope: SCOPE, aud: AUDIENCE, iat: now, exp: now + LIFE_S };
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

function refusal(message: string, advice: string): { failure: TokenFailure } {
  return { failure: { answer: { verdict: "refused", httpStatus: null, message, body: "" }, advice } };
}

function privateKeyOf(account: ServiceAccount): KeyObject | null {
  try {
    const key = createPrivateKey(account.private_key);
    return key.asymmetricKeyType === "rsa" ? key : null;
  } catch {
    // OpenSSL's words may repeat what it could not read.
    return null;
  }
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });
const denied = z.object({ error: z.string().optional(), error_description: z.string().optional() });

function oauthUrlOf({ services, settings }: PartnerAccess): string {
  return services?.oauth ?? regionOf(fcmKit, settings).services?.oauth?.url ?? "";
}

async function ask(access: PartnerAccess, nowMs: number): Promise<Asked<TokenAnswer>> {
  const { account, problem } = readServiceAccount(access.secrets.serviceAccount ?? "");
  if (!account) {
    const answer = refusal(`The service account's key cannot be read: ${problem}`, "");
    return { answer, endsMs: null };
  }
  const key = privateKeyOf(account);
  if (!key) {
    const words = "The private key of the service account cannot be read.";
    return { answer: refusal(words, "Download a new key and paste the whole file."), endsMs: null };
  }
  const assertion = assertionOf(account, key, nowMs);
  const { answer, failure } = await exchange("Google", access.http, {
    method: "POST",
    url: `${oauthUrlOf(access)}/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion,
    }).toString(),
    timeoutMs: fcmKit.limits.timeoutMs,
  });
  if (failure) {
    return { answer: { failure: { answer: failure, advice: "" } }, endsMs: null };
  }
  const said = readAnswer(granted, answer.body);
  if (answer.status === 200 && said) {
    return {
      answer: { projectId: account.project_id, token: said.access_token },
      endsMs: nowMs + (said.expires_in ?? LIFE_S) * 1_000,
    };
  }
  // Google answers 400 to an assertion that it does not believe: invalid_grant, invalid_client.
  const plain = verdictOf(answer.status);
  const verdict = plain === "split" ? "unauthorised" : plain === "accepted" ? "later" : plain;
  const { error, error_description } = readAnswer(denied, answer.body) ?? {};
  const because = [error, error_description].filter(Boolean).join(": ").slice(0, 300);
  const words = `Google answers ${answer.status}${because && ` ${because}`}`;
  const message = verdict === "later" ? words : `${words}; the service account was given no access.`;
  const judged = sendAnswer(answer, { secrets: { ...access.secrets, assertion } }, { verdict, message });
  const advice =
    "Check that the key was not deleted in Google Cloud, that the service account is enabled, and this machine's clock.";
  return { answer: { failure: { answer: judged, advice } }, endsMs: null };
}

/** All that a token depends on, without holding any secret of it. */
function nameOf(access: PartnerAccess): string {
  return createHash("sha256")
    .update(`${oauthUrlOf(access)} ${access.secrets.serviceAccount}`)
    .digest("hex");
}

/** Has a token asked for anew the next time, where Firebase does not accept this one any more. */
export function forgetToken(access: PartnerAccess): void {
  kept.forget(nameOf(access));
}

/**
 * An access token of the service account, kept in this process alone until five minutes before it ends. Who asks while one
 * is on its way shares the answer; a failure is not kept. `fresh`: asked for anew. Never throws for what Google or the
 * network did.
 */
export function accessToken(
  access: PartnerAccess,
  { fresh = false, nowMs = Date.now() }: { fresh?: boolean; nowMs?: number } = {},
): Promise<TokenAnswer> {
  return kept.get(nameOf(access), () => ask(access, nowMs), { fresh, nowMs });
}
