import { Fault } from "../../kernel/fault.ts";
import type { HttpAnswer } from "../../kernel/http-client.ts";
import { newId } from "../../kernel/ids.ts";
import type { Connector, ExportLane, PartnerAccess, RecordTexts, SendAnswer } from "../connector.ts";
import { type IdentifierKind, identifierKinds } from "../kit.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { recordTexts } from "../record-texts.ts";
import { retryAfterMs } from "../retry-after.ts";
import { segmentKit } from "./kit.ts";
import { encodeForSegment } from "./map.ts";

const SHOWN_BODY = 4_000;
const HEAD = '{"batch":[';

function tail(): string {
  return `],"sentAt":"${new Date().toISOString()}"}`;
}

function bodyOf(records: Buffer): Buffer {
  return Buffer.concat([Buffer.from(HEAD), records, Buffer.from(tail())]);
}

function isKind(value: string | undefined): value is IdentifierKind {
  return identifierKinds.some((kind) => kind === value);
}

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

function verdictOf(status: number): SendAnswer["verdict"] {
  return verdicts[status] ?? (status >= 500 ? "later" : status >= 300 ? "refused" : "accepted");
}

const words: Record<SendAnswer["verdict"], (status: number) => string> = {
  accepted: (status) => `Segment accepted it (${status}).`,
  split: (status) => `Segment answers ${status}: it cannot read the request.`,
  later: (status) => `Segment answers ${status}`,
  unauthorised: (status) => `Segment answers ${status}: it does not accept the write key.`,
  refused: (status) => `Segment answers ${status}: there is nothing at this address that takes events.`,
};

function answerOf(answer: HttpAnswer, access: PartnerAccess, nowMs: number): SendAnswer {
  const verdict = verdictOf(answer.status);
  return {
    verdict,
    httpStatus: answer.status,
    message: words[verdict](answer.status),
    body: maskSecrets(answer.body, access.secrets).slice(0, SHOWN_BODY),
    retryAfterMs: retryAfterMs(answer.headers["retry-after"], nowMs),
  };
}

async function send(records: RecordTexts, access: PartnerAccess, signal?: AbortSignal): Promise<SendAnswer> {
  try {
    const answer = await access.http({
      method: "POST",
      url: `${access.baseUrl}/v1/batch`,
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`${access.secrets.writeKey ?? ""}:`).toString("base64")}`,
        "user-agent": "junction/1",
      },
      body: bodyOf(records.joined()),
      timeoutMs: segmentKit.limits.timeoutMs,
      signal,
    });
    return answerOf(answer, access, Date.now());
  } catch (error) {
    if (!(error instanceof Fault)) {
      throw error;
    }
    const refused = error.retry === "never";
    return {
      verdict: refused ? "refused" : "later",
      httpStatus: null,
      message: refused ? `Segment cannot be called: ${error.message}` : "Segment does not answer",
      body: "",
    };
  }
}

/**
 * A track call that names no event. Segment reads and answers it like any other, with 200, and then does not take it:
 * nothing is stored and nobody is counted; only its debugger shows it. An empty batch is nothing that its documentation
 * speaks of, and a call without an id may be answered with `no_user_anon_id`.
 */
function testCall(): string {
  const id = newId();
  return JSON.stringify({
    type: "track",
    anonymousId: "junction-connection-test",
    messageId: `junction-test-${id}`,
    timestamp: new Date().toISOString(),
    properties: { note: "Connection test by Junction: it names no event on purpose, so nothing is stored." },
  });
}

/** Speaks Segment's tracking API: one batch call, key by Basic authentication. */
export const segmentLane: ExportLane = {
  limits: segmentKit.limits,
  envelopeBytes: Buffer.byteLength(HEAD + tail()),
  encode: encodeForSegment,
  send,
  slots: (settings, priority) => {
    const known = priority.length > 0 ? priority : [settings.userId].filter(isKind);
    return [
      { name: "userId", from: known },
      { name: "anonymousId", from: [settings.anonymousId].filter(isKind) },
    ];
  },
  show: (texts, { baseUrl }) => ({
    method: "POST",
    url: `${baseUrl}/v1/batch`,
    headers: { "content-type": "application/json", authorization: "Basic ••••" },
    body: `${HEAD}${texts.join(",")}${tail()}`,
  }),
};

export const segmentConnector: Connector = {
  exports: segmentLane,
  verify: async (access) => {
    const answer = await send(recordTexts([testCall()]), access);
    if (answer.verdict === "accepted" || answer.httpStatus === 400) {
      return {
        ok: answer.verdict === "accepted",
        message:
          answer.verdict === "accepted"
            ? "Segment accepted the test call. It does not say whether it knows the write key: if it does, its debugger shows the first events."
            : "Segment answered, but it could not read the test call.",
        httpStatus: answer.httpStatus,
        retry: answer.verdict === "accepted" ? null : "never",
      };
    }
    const later = answer.verdict === "later";
    return {
      ok: false,
      message: later
        ? `${answer.message}. The settings were not checked; test again in a while.`
        : `${answer.message} ${answer.verdict === "unauthorised" ? "Check the write key and the region." : "Check the region and the network."}`,
      httpStatus: answer.httpStatus,
      retry: later ? "later" : "never",
    };
  },
};
