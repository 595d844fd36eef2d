import type { ExportLane, PartnerAccess, RecordTexts, SendAnswer } from "../connector.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { type IdentifierKind, identifierKinds } from "../kit.ts";
import { segmentKit } from "./kit.ts";
import { encodeForSegment } from "./map.ts";

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

const words: Record<SendAnswer["verdict"], (status: number) => string> = {
  accepted: (status) => `Segment accepted it (${status}).`,
  split: (status) => `Segment answers ${status}: it cannot read the request.`,
  later: (status) => `Segment answers ${status}`,
  unauthorised: (status) => `Segment answers ${status}: it does not accept the write key.`,
  refused: (status) => `Segment answers ${status}: there is nothing at this address that takes events.`,
};

/** What Segment's own clients send again, or do not, otherwise than others do (contracts §5.4). */
const own: Record<number, SendAnswer["verdict"]> = {
  460: "later",
  501: "refused",
  505: "refused",
  511: "refused",
};

/** Records as one batch call. */
export async function sendToSegment(
  records: RecordTexts,
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<SendAnswer> {
  const { answer, failure } = await exchange("Segment", access.http, {
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
  if (failure) {
    return failure;
  }
  const verdict = own[answer.status] ?? verdictOf(answer.status);
  return sendAnswer(answer, access, { verdict, message: words[verdict](answer.status) });
}

/** Speaks Segment's tracking API: one batch call, key by Basic authentication. */
export const segmentLane: ExportLane = {
  limits: segmentKit.limits,
  envelopeBytes: Buffer.byteLength(HEAD + tail()),
  encode: encodeForSegment,
  send: sendToSegment,
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
