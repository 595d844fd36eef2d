import { Fault } from "../kernel/fault.ts";
import type { HttpAnswer, HttpClient, HttpRequest } from "../kernel/http-client.ts";
import type { PartnerAccess, SendAnswer, Verification } from "./connector.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Characters of an answer that are kept to be shown. */
const SHOWN_BODY = 4_000;

/** Statuses that say something other than their class does. */
const verdicts: Record<number, SendAnswer["verdict"]> = {
  400: "split",
  413: "split",
  422: "split",
  401: "unauthorised",
  403: "unauthorised",
  408: "later",
  410: "later",
  425: "later",
  429: "later",
};

/** What a status alone says about a request that took records. */
export function verdictOf(status: number): SendAnswer["verdict"] {
  return verdicts[status] ?? (status >= 500 ? "later" : status >= 300 ? "refused" : "accepted");
}

/** An answer's body as it is kept to be shown. */
export function shownBody(body: string, secrets: Record<string, string>): string {
  return maskSecrets(body, secrets).slice(0, SHOWN_BODY);
}

/** An answer as it is judged by its status, secrets in its body masked; the partner's connector may know better from the body. */
export function sendAnswer(
  answer: HttpAnswer,
  { secrets }: Pick<PartnerAccess, "secrets">,
  judged: { verdict: SendAnswer["verdict"]; message: string },
): SendAnswer {
  return {
    ...judged,
    httpStatus: answer.status,
    body: shownBody(answer.body, secrets),
    retryAfterMs: retryAfterMs(answer.headers["retry-after"], Date.now()),
  };
}

export type Exchanged =
  | { answer: HttpAnswer; failure?: undefined; unconnected?: undefined }
  | {
      failure: SendAnswer;
      /** There was not even a connection, whatever the request was. */
      unconnected: boolean;
      answer?: undefined;
    };

const unconnectedCodes = [
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"],
];

function isUnconnected(error: unknown): boolean {
  for (let depth = 0, at = error; at instanceof Error && depth < 5; depth += 1, at = at.cause) {
    if (unconnectedCodes.includes(String((at as NodeJS.ErrnoException).code))) {
      return true;
    }
  }
  return false;
}

/** One request to a partner, where "nobody answered" and "this address may not be called" are answers too. */
export async function exchange(partner: string, http: HttpClient, request: HttpRequest): Promise<Exchanged> {
  try {
    return { answer: await http(request) };
  } catch (error) {
    if (!(error instanceof Fault)) {
      throw error;
    }
    const refused = error.retry === "never";
    return {
      unconnected: isUnconnected(error),
      failure: {
        verdict: refused ? "refused" : "later",
        httpStatus: null,
        message: refused ? `${partner} cannot be called: ${error.message}` : `${partner} does not answer`,
        body: "",
      },
    };
  }
}

/** A test call that was not accepted, in words; `advice` says by verdict what to look at. */
export function failedVerification(
  answer: SendAnswer,
  advice: Partial<Record<SendAnswer["verdict"], string>>,
): Verification {
  const later = answer.verdict === "later";
  return {
    ok: false,
    message: later
      ? `${answer.message}. The settings were not checked; test again in a while.`
      : `${answer.message} ${advice[answer.verdict] ?? "Check the region and the network."}`,
    httpStatus: answer.httpStatus,
    retry: later ? "later" : "never",
  };
}
