import type { HttpAnswer } from "../../kernel/http-client.ts";
import type { Lane, PartnerAccess, RecordTexts, SendAnswer } from "../connector.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { isRecordFault } from "./error-words.ts";
import { clevertapKit } from "./kit.ts";
import { readUploadAnswer, refusalsOf } from "./upload-answer.ts";

const HEAD = '{"d":[';
const TAIL = "]}";
/**
 * An answer gives back every record that was left out: as much as a full request holds, its letters perhaps written as
 * escapes of three times their bytes, and an error with each.
 */
const ANSWER_BYTES = 4 * clevertapKit.limits.batchBytes;
/** The one status of success without a body that could say more. */
export const NO_CONTENT = 204;
export const NOT_CLEVERTAP =
  "CleverTap's address answers, but not as CleverTap does: something else stands at this address";

/** What names the account and opens it, in every request. */
export function clevertapHeaders({
  settings,
  secrets,
}: Pick<PartnerAccess, "settings" | "secrets">): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-clevertap-account-id": settings.accountId ?? "",
    "x-clevertap-passcode": secrets.passcode ?? "",
    "user-agent": "junction/1",
  };
}

function bodyOf(records: Buffer): Buffer {
  return Buffer.concat([Buffer.from(HEAD), records, Buffer.from(TAIL)]);
}

const words: Record<SendAnswer["verdict"], (status: number) => string> = {
  accepted: (status) => `CleverTap accepted it (${status}).`,
  split: (status) => `CleverTap answers ${status}: it cannot read the request.`,
  later: (status) => `CleverTap answers ${status}`,
  unauthorised: (status) =>
    `CleverTap answers ${status}: at this address it does not accept the account ID with this passcode.`,
  refused: (status) => `CleverTap answers ${status}: there is nothing at this address that takes records.`,
};

type Said = { answer: HttpAnswer; access: PartnerAccess };

function judged(
  { answer, access }: Said,
  verdict: SendAnswer["verdict"],
  status = answer.status,
): SendAnswer {
  return sendAnswer(answer, access, { verdict, message: words[verdict](status) });
}

/** 200 says only that the request was read: what was taken stands in the body. */
function readAnswer(came: Said, records: RecordTexts): SendAnswer {
  const { answer, access } = came;
  const verdict = verdictOf(answer.status);
  if (verdict !== "accepted" || answer.status === NO_CONTENT) {
    return judged(came, verdict);
  }
  const said = readUploadAnswer(answer.body);
  if (!said) {
    return sendAnswer(answer, access, { verdict: "later", message: NOT_CLEVERTAP });
  }
  const { status, unprocessed, code = 400 } = said;
  if (status === "fail" && unprocessed.length === 0) {
    const meant = isRecordFault(code) ? "split" : verdictOf(code);
    return judged(came, meant === "accepted" ? "split" : meant, code);
  }
  const refusals = refusalsOf(unprocessed, records, access.secrets);
  const processed = said.processed ?? 0;
  // "fail" says that nothing was taken (contracts §1.8): a record that is not named is not taken for accepted.
  const isWhole = status !== "fail" || processed > 0 || refusals?.length === records.count;
  const isTold = (unprocessed.length > 0 && isWhole) || processed >= records.count;
  if (status !== "success" && !(refusals && isTold)) {
    // A refusal that belongs to no record of the request: smaller requests show which one it is.
    return judged(came, "split");
  }
  return { ...judged(came, "accepted"), refusals: refusals ?? [] };
}

async function send(records: RecordTexts, access: PartnerAccess, signal?: AbortSignal): Promise<SendAnswer> {
  const { answer, failure } = await exchange("CleverTap", access.http, {
    method: "POST",
    url: `${access.baseUrl}/1/upload`,
    headers: clevertapHeaders(access),
    body: bodyOf(records.joined()),
    timeoutMs: clevertapKit.limits.timeoutMs,
    maxAnswerBytes: ANSWER_BYTES,
    signal,
  });
  return failure ?? readAnswer({ answer, access }, records);
}

/** The Upload API, which takes profiles, events and device tokens alike. */
export const uploadLane: Lane = {
  limits: clevertapKit.limits,
  envelopeBytes: HEAD.length + TAIL.length,
  send,
  show: (texts, { settings, baseUrl }) => ({
    method: "POST",
    url: `${baseUrl}/1/upload`,
    headers: {
      "content-type": "application/json",
      "x-clevertap-account-id": settings.accountId ?? "",
      "x-clevertap-passcode": "••••",
    },
    body: `${HEAD}${texts.join(",")}${TAIL}`,
  }),
};
