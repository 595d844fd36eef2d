import type { HttpAnswer } from "../../kernel/http-client.ts";
import type {
  AudienceLane,
  AudienceTarget,
  Connector,
  PartnerAccess,
  RecordTexts,
  SendAnswer,
} from "../connector.ts";
import { exchange, failedVerification, sendAnswer, verdictOf } from "../exchange.ts";
import { recordTexts } from "../record-texts.ts";
import { encodeMember } from "./audience-map.ts";
import { clevertapKit } from "./kit.ts";
import { readUploadAnswer, refusalsOf } from "./upload-answer.ts";

const HEAD = '{"d":[';
const TAIL = "]}";
const NOT_CLEVERTAP =
  "CleverTap's address answers, but not as CleverTap does: something else stands at this address";

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
  if (verdict !== "accepted") {
    return judged(came, verdict);
  }
  const said = readUploadAnswer(answer.body);
  if (!said) {
    return sendAnswer(answer, access, { verdict: "later", message: NOT_CLEVERTAP });
  }
  if (said.status === "fail" && said.unprocessed.length === 0) {
    const code = said.code ?? 400;
    const meant = verdictOf(code);
    return judged(came, meant === "accepted" ? "split" : meant, code);
  }
  const refusals = refusalsOf(said.unprocessed, records, access.secrets);
  // A refusal that belongs to no record of the request: smaller requests show which one it is.
  return refusals ? { ...judged(came, "accepted"), refusals } : judged(came, "split");
}

async function send(records: RecordTexts, access: PartnerAccess, signal?: AbortSignal): Promise<SendAnswer> {
  const { answer, failure } = await exchange("CleverTap", access.http, {
    method: "POST",
    url: `${access.baseUrl}/1/upload`,
    headers: {
      "content-type": "application/json",
      "x-clevertap-account-id": access.settings.accountId ?? "",
      "x-clevertap-passcode": access.secrets.passcode ?? "",
      "user-agent": "junction/1",
    },
    body: bodyOf(records.joined()),
    timeoutMs: clevertapKit.limits.timeoutMs,
    signal,
  });
  return failure ?? readAnswer({ answer, access }, records);
}

/** Members as profile records of the Upload API: one user property that holds the audience's name. */
export function clevertapAudience(target: AudienceTarget): AudienceLane {
  return {
    limits: clevertapKit.limits,
    envelopeBytes: HEAD.length + TAIL.length,
    encode: (change) => encodeMember(target, change),
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
}

export const clevertapConnector: Connector = {
  audience: clevertapAudience,
  // An upload of no records asks for the same right as a transfer and stores nothing. `dryRun=1` is not in CleverTap's
  // documentation, so nothing rests on it.
  verify: async (access) => {
    const answer = await send(recordTexts([]), access);
    if (answer.verdict === "accepted") {
      return {
        ok: true,
        message: "CleverTap accepted the account ID and the passcode.",
        httpStatus: answer.httpStatus,
        retry: null,
      };
    }
    if (answer.httpStatus === 200 && answer.verdict === "later") {
      return {
        ok: false,
        message: `${NOT_CLEVERTAP}. Check the Instance URL.`,
        httpStatus: 200,
        retry: "never",
      };
    }
    // Credentials are looked at first, so a complaint about the empty list in CleverTap's own words comes after them.
    if (answer.httpStatus === 400 && readUploadAnswer(answer.body)?.status === "fail") {
      return {
        ok: true,
        message: "CleverTap let the test call in; it only found no records in it, as was meant.",
        httpStatus: 400,
        retry: null,
      };
    }
    return failedVerification(answer, {
      unauthorised:
        "It says the same of a wrong passcode and of an account in another region: check the passcode, the account ID and the Instance URL.",
    });
  },
};
