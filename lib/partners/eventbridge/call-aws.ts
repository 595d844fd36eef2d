import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { z } from "zod";
import type { HttpAnswer, HttpClient } from "../../kernel/http-client.ts";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { eventbridgeKit, signingRegion } from "./kit.ts";

/** What AWS calls errors of a whole request, where the name says more than the status, which is nearly always 400. */
const named: Record<string, SendAnswer["verdict"]> = {
  ThrottlingException: "later",
  RequestLimitExceeded: "later",
  InternalFailure: "later",
  InternalException: "later",
  ServiceUnavailable: "later",
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

const words: Record<SendAnswer["verdict"], string> = {
  accepted: "took the request.",
  split: "cannot read the request.",
  later: "cannot take events now",
  unauthorised: "does not accept the access key, or the key may not put events on this bus.",
  refused: "does not take events at this address, or has no such bus.",
};

const entryResult = z.object({
  EventId: z.string().optional(),
  ErrorCode: z.string().optional(),
  ErrorMessage: z.string().optional(),
});
export type EntryResult = z.output<typeof entryResult>;
const putAnswer = z.object({ Entries: z.array(entryResult) });

type Handled = { method: string; headers: Record<string, string>; body?: unknown };
type Target = { protocol: string; hostname: string; port?: number; path: string };

function bytesOf(body: unknown): string | Buffer {
  return body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    : String(body ?? "");
}

/** The SDK's way out, replaced by Junction's own: its addresses are checked like all others'. */
function handlerOver(http: HttpClient, timeoutMs: number, signal: AbortSignal | undefined) {
  const seen: { answer: HttpAnswer | null; failure: SendAnswer | null } = { answer: null, failure: null };
  return {
    seen,
    handle: async ({ method, headers, body, protocol, hostname, port, path }: Handled & Target) => {
      const { host: _host, "content-length": _length, ...kept } = headers;
      const { answer, failure } = await exchange("Amazon EventBridge", http, {
        method: method === "POST" ? "POST" : "GET",
        url: `${protocol}//${hostname}${port ? `:${port}` : ""}${path}`,
        headers: kept,
        body: bytesOf(body),
        timeoutMs,
        signal,
      });
      if (failure) {
        seen.failure = failure;
        throw new Error(failure.message);
      }
      seen.answer = answer;
      return {
        response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) },
      };
    },
  };
}

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

function wholeAnswer(answer: HttpAnswer, access: PartnerAccess): SendAnswer {
  const name = errorName(answer.body);
  const byName = Object.hasOwn(named, name) ? named[name] : undefined;
  const verdict = byName ?? verdictOf(answer.status);
  const said = name === "" ? String(answer.status) : `${answer.status} ${name}`;
  return sendAnswer(answer, access, {
    verdict,
    message: `Amazon EventBridge answers ${said}${verdict === "later" ? "" : `: it ${words[verdict]}`}`,
  });
}

/** One PutEvents with up to 10 entries through AWS's SDK. `results` are those of the entries, in their order; null: none came. */
export async function callPutEvents(
  entries: PutEventsRequestEntry[],
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<{ answer: SendAnswer; results: EntryResult[] | null }> {
  // Loaded when it is needed first: most processes never call AWS.
  const { EventBridgeClient, PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
  const handler = handlerOver(access.http, eventbridgeKit.limits.timeoutMs, signal);
  const client = new EventBridgeClient({
    region: signingRegion(access.settings.region),
    endpoint: access.baseUrl,
    credentials: {
      accessKeyId: access.settings.accessKeyId ?? "",
      secretAccessKey: access.secrets.secretAccessKey ?? "",
    },
    // Who sends again, and when, is decided by the caller, who knows of the other requests.
    maxAttempts: 1,
    requestHandler: handler,
  });
  let said: unknown;
  try {
    said = await client.send(new PutEventsCommand({ Entries: entries }));
  } catch (error) {
    if (!handler.seen.failure && !handler.seen.answer) {
      throw error;
    }
  }
  const { failure, answer } = handler.seen;
  if (failure || !answer) {
    return { results: null, answer: failure ?? unanswered };
  }
  const judged = wholeAnswer(answer, access);
  const results = putAnswer.safeParse(said).data?.Entries ?? null;
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
