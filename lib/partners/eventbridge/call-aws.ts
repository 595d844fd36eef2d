import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { z } from "zod";
import type { HttpAnswer } from "../../kernel/http-client.ts";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import { sendAnswer, verdictOf } from "../exchange.ts";
import type { AwsCredentials } from "./assume-role.ts";
import { callOptions } from "./aws-http.ts";
import { busClient } from "./bus-client.ts";
import { credentialsFor, forgetCredentials } from "./credentials.ts";
import { eventbridgeKit, signingRegion } from "./kit.ts";

/** What AWS calls errors of a whole request, where the name says more than the status, which is nearly always 400. */
const named: Record<string, SendAnswer["verdict"]> = {
  ThrottlingException: "later",
  RequestLimitExceeded: "later",
  InternalFailure: "later",
  InternalException: "later",
  ServiceUnavailable: "later",
  RequestAbortedException: "later",
  // By our clock the request is too old or too new; the SDK sets its own by the answer for the next one.
  RequestExpired: "later",
  UnrecognizedClientException: "unauthorised",
  InvalidClientTokenId: "unauthorised",
  InvalidSignatureException: "unauthorised",
  SignatureDoesNotMatch: "unauthorised",
  IncompleteSignatureException: "unauthorised",
  MissingAuthenticationTokenException: "unauthorised",
  AccessDeniedException: "unauthorised",
  ExpiredTokenException: "unauthorised",
  ResourceNotFoundException: "refused",
};

/** Errors of entries that are about who puts them, and where: no other entry of the connection would be taken either. */
const ofAnyEntry = [
  "AccessDeniedException",
  "InvalidAccountIdException",
  "NotAuthorizedForSourceException",
  "NotAuthorizedForDetailTypeException",
];

const words: Record<SendAnswer["verdict"], string> = {
  accepted: "took the request.",
  split: "cannot read the request.",
  later: "cannot take events now",
  unauthorised: "does not accept the access key, or the key may not put events on this bus.",
  refused: "does not take events at this address, or has no such bus.",
};
const roleUnauthorised =
  "does not accept the credentials of the role, or the role may not put events on this bus.";

const entryResult = z.object({
  EventId: z.string().optional(),
  ErrorCode: z.string().optional(),
  ErrorMessage: z.string().optional(),
});
export type EntryResult = z.output<typeof entryResult>;
const putAnswer = z.object({ Entries: z.array(entryResult) });

/** The bus by its ARN, so that a bus of this name in another account is not taken for it. */
export function busArn(settings: Record<string, string>): string {
  const region = signingRegion(settings.region);
  return `arn:aws:events:${region}:${settings.accountId ?? ""}:event-bus/${settings.bus || "default"}`;
}

/** `__type` of AWS's JSON errors, without its namespace. */
function errorName(body: string): string {
  const type = /"__type"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? "";
  return type.split("#").at(-1) ?? "";
}

function wholeAnswer(
  answer: HttpAnswer,
  access: PartnerAccess,
  { secretAccessKey, sessionToken = "" }: AwsCredentials,
): SendAnswer {
  const name = errorName(answer.body);
  const byName = Object.hasOwn(named, name) ? named[name] : undefined;
  const verdict = byName ?? verdictOf(answer.status);
  const said = name === "" ? String(answer.status) : `${answer.status} ${name}`;
  const says = verdict === "unauthorised" && sessionToken !== "" ? roleUnauthorised : words[verdict];
  // What was signed with is as secret as what was entered.
  const secrets = { ...access.secrets, secretAccessKey, sessionToken };
  return sendAnswer(
    answer,
    { secrets },
    {
      verdict,
      message: `Amazon EventBridge answers ${said}${verdict === "later" ? "" : `: it ${says}`}`,
    },
  );
}

/** What is said of every entry where the connection may put none; undefined where it may, or did. */
function refusedToAll(results: EntryResult[]): EntryResult | undefined {
  return results.every(({ ErrorCode }) => ErrorCode !== undefined && ofAnyEntry.includes(ErrorCode))
    ? results[0]
    : undefined;
}

/** One PutEvents with up to 10 entries through AWS's SDK. `results` are those of the entries, in their order; null: none came. */
export async function callPutEvents(
  entries: PutEventsRequestEntry[],
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<{ answer: SendAnswer; results: EntryResult[] | null }> {
  const assumed = await credentialsFor(access);
  if ("failure" in assumed) {
    return { results: null, answer: assumed.failure.answer };
  }
  const { credentials } = assumed;
  const client = await busClient(access, credentials);
  const { PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
  const options = callOptions(eventbridgeKit.limits.timeoutMs, signal);
  const { seen } = options;
  let said: unknown;
  try {
    said = await client.send(new PutEventsCommand({ Entries: entries }), options);
  } catch (error) {
    if (!seen.failure && !seen.answer) {
      throw error;
    }
  }
  const { failure, answer } = seen;
  if (failure || !answer) {
    return { results: null, answer: failure ?? unanswered };
  }
  let judged = wholeAnswer(answer, access, credentials);
  const results = putAnswer.safeParse(said).data?.Entries ?? null;
  const refusal = judged.verdict === "accepted" && results ? refusedToAll(results) : undefined;
  if (refusal) {
    const { ErrorCode, ErrorMessage } = refusal;
    const message = `Amazon EventBridge answers ${ErrorCode} to every event: ${ErrorMessage?.slice(0, 300) || "the connection may not put them on this bus."}`;
    judged = { ...judged, verdict: "unauthorised", message };
  }
  if (judged.verdict === "unauthorised") {
    forgetCredentials(access);
    return { results: null, answer: judged };
  }
  if (judged.verdict === "accepted" && results?.length !== entries.length) {
    const message = "At EventBridge's address something answers, but not as EventBridge does";
    return { results: null, answer: { ...judged, verdict: "later", message } };
  }
  return { results, answer: judged };
}

const unanswered: SendAnswer = {
  verdict: "later",
  httpStatus: null,
  message: "Amazon EventBridge does not answer",
  body: "",
};
