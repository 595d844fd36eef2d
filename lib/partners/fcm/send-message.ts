import { z } from "zod";
import type { HttpAnswer } from "../../kernel/http-client.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { PartnerAccess } from "../connector.ts";
import type { DeviceAnswer } from "../device-send.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { readAnswer } from "../read-answer.ts";
import { accessToken, forgetToken, type Granted } from "./access-token.ts";
import { fcmKit } from "./kit.ts";

/** Firebase asks for at least that where a 429 says no time (reference of FCM's error codes). */
const QUOTA_PAUSE_MS = 60_000;

const errorAnswer = z.object({
  error: z.object({
    status: z.string().default(""),
    message: z.string().default(""),
    details: z
      .array(
        z.looseObject({
          errorCode: z.string().optional(),
          fieldViolations: z.array(z.looseObject({ field: z.string().optional() })).optional(),
        }),
      )
      .default([]),
  }),
});
const taken = z.object({ name: z.string() });

type Known = { outcome: DeviceAnswer["outcome"]; says: string };

/** FCM's own codes (`FcmError`), where they say more than the status. */
const known: Record<string, Known> = {
  UNREGISTERED: { outcome: "dead", says: "the app is no longer installed on this device" },
  SENDER_ID_MISMATCH: {
    outcome: "foreign",
    says: "the device's app belongs to another Firebase project",
  },
  THIRD_PARTY_AUTH_ERROR: {
    outcome: "unauthorised",
    says: "the APNs key of the iOS app is missing in the Firebase project, or is not valid",
  },
  QUOTA_EXCEEDED: { outcome: "later", says: "the project's quota of messages is used up" },
};

const byVerdict: Record<ReturnType<typeof verdictOf>, Known> = {
  accepted: { outcome: "later", says: "something answers, but not as Firebase does" },
  split: { outcome: "refused", says: "the message is not taken" },
  later: { outcome: "later", says: "it cannot take messages now" },
  unauthorised: {
    outcome: "unauthorised",
    says: "the service account may not send messages of this project",
  },
  refused: { outcome: "halted", says: "there is no such project, or its Cloud Messaging API is off" },
};

/** The field at fault is the token, which will never be right; any other is about the message. */
function isOfToken({ message, details }: z.output<typeof errorAnswer>["error"]): boolean {
  const fields = details.flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field }) => field));
  return fields.includes("message.token") || /registration token/i.test(message);
}

function judged(answer: HttpAnswer, access: PartnerAccess, token: string): DeviceAnswer {
  const secrets = { ...access.secrets, token };
  const answered = sendAnswer(answer, { secrets }, { verdict: "accepted", message: "" });
  const kept = { httpStatus: answered.httpStatus, body: answered.body };
  if (answer.status === 200 && readAnswer(taken, answer.body)) {
    return { outcome: "sent", code: "fcm_sent", message: "Firebase took the message.", answer: kept };
  }
  const error = readAnswer(errorAnswer, answer.body)?.error;
  const code = error?.details.find(({ errorCode }) => errorCode)?.errorCode ?? error?.status ?? "";
  const isInvalid = answer.status === 400 && error !== undefined && isOfToken(error);
  const found: Known = isInvalid
    ? { outcome: "dead", says: "the token is none of Firebase's" }
    : ((Object.hasOwn(known, code) ? known[code] : undefined) ?? byVerdict[verdictOf(answer.status)]);
  const pause = answered.retryAfterMs ?? (answer.status === 429 ? QUOTA_PAUSE_MS : undefined);
  return {
    outcome: found.outcome,
    code: `fcm_${(code || String(answer.status)).toLowerCase()}`,
    message: `Firebase answers ${`${answer.status} ${code}`.trim()}${found.outcome === "later" ? "" : `: ${found.says}`}`,
    answer: { ...kept, ...(pause !== undefined && { retryAfterMs: pause }) },
  };
}

export type FcmRequest = { message: JsonObject; validateOnly?: true; fresh?: true };

async function once(
  { message, validateOnly }: FcmRequest,
  { projectId, token }: Granted,
  access: PartnerAccess,
  signal: AbortSignal | undefined,
): Promise<DeviceAnswer> {
  const { answer, failure } = await exchange("Firebase", access.http, {
    method: "POST",
    url: `${access.baseUrl}/v1/projects/${encodeURIComponent(projectId)}/messages:send`,
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...(validateOnly && { validate_only: true }), message }),
    timeoutMs: fcmKit.limits.timeoutMs,
    signal,
  });
  if (!failure) {
    return judged(answer, access, token);
  }
  const outcome = failure.verdict === "later" ? "later" : "halted";
  return {
    outcome,
    code: outcome === "later" ? "fcm_no_answer" : "fcm_not_called",
    message: failure.message,
    answer: failure,
  };
}

/**
 * Sends one message (`Message` of FCM's HTTP v1) to one device. A token that Firebase does not accept any more is renewed
 * once. Never throws for what Google or the network did.
 */
export async function sendToFcm(
  request: FcmRequest,
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<DeviceAnswer & { advice?: string }> {
  for (let fresh = request.fresh ?? false; ; fresh = true) {
    const access_ = await accessToken(access, { fresh });
    if ("failure" in access_) {
      const { answer, advice } = access_.failure;
      const outcome = answer.verdict === "refused" ? "halted" : (answer.verdict as "later" | "unauthorised");
      return { outcome, code: "fcm_no_access", message: answer.message, answer, advice };
    }
    const said = await once(request, access_, access, signal);
    if (fresh || said.answer.httpStatus !== 401 || said.code === "fcm_third_party_auth_error") {
      return said;
    }
    forgetToken(access);
  }
}
