import type { ForgetAnswer, PartnerAccess, SendAnswer } from "../connector.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { clevertapKit } from "./kit.ts";
import { clevertapHeaders, NO_CONTENT } from "./upload.ts";
import { readStatus } from "./upload-answer.ts";

/** Most identities of one call. */
const MOST = 100;

const words: Record<SendAnswer["verdict"], (status: number) => string> = {
  accepted: (status) => `CleverTap took the deletion (${status}).`,
  split: (status) => `CleverTap answers ${status}: it does not take the deletion.`,
  later: (status) => `CleverTap answers ${status}: it deletes nothing now.`,
  unauthorised: (status) => `CleverTap answers ${status}: this passcode may not delete users.`,
  refused: (status) => `CleverTap answers ${status}: there is nothing at this address that deletes users.`,
};

function answerOf({ verdict, httpStatus, message, body }: SendAnswer): ForgetAnswer {
  const retry = verdict === "accepted" ? null : verdict === "later" ? "later" : "never";
  return { ok: verdict === "accepted", httpStatus, message, body, retry };
}

async function forgetSome(
  identity: string[],
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<ForgetAnswer> {
  const { answer, failure } = await exchange("CleverTap", access.http, {
    method: "POST",
    url: `${access.baseUrl}/1/delete/profiles.json`,
    headers: clevertapHeaders(access),
    body: JSON.stringify({ identity }),
    timeoutMs: clevertapKit.limits.timeoutMs,
    signal,
  });
  if (failure) {
    return answerOf(failure);
  }
  const byStatus = verdictOf(answer.status);
  const isDone = answer.status === NO_CONTENT || readStatus(answer.body) === "success";
  const verdict = byStatus === "accepted" && !isDone ? "split" : byStatus;
  return answerOf(sendAnswer(answer, access, { verdict, message: words[verdict](answer.status) }));
}

/**
 * Deletes users by their identities, at most 100 in a call and one call after the other, since CleverTap's limits do not
 * bear parallel ones. The answer is the first that was no success, else the last.
 */
export async function forgetUsers(
  ids: string[],
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<ForgetAnswer> {
  let answer: ForgetAnswer = {
    ok: true,
    httpStatus: null,
    message: "There was nobody to delete.",
    body: "",
    retry: null,
  };
  for (let from = 0; from < ids.length && answer.ok; from += MOST) {
    answer = await forgetSome(ids.slice(from, from + MOST), access, signal);
  }
  return answer;
}
