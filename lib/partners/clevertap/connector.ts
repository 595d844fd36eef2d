import type { AudienceLane, AudienceTarget, Connector } from "../connector.ts";
import { failedVerification } from "../exchange.ts";
import { recordTexts } from "../record-texts.ts";
import { encodeMember } from "./audience-map.ts";
import { clevertapCalls } from "./calls-lane.ts";
import { forgetUsers } from "./forget-users.ts";
import { NOT_CLEVERTAP, uploadLane } from "./upload.ts";
import { readUploadAnswer } from "./upload-answer.ts";

/** Members as profile records of the Upload API: one user property that holds the audience's name. */
export function clevertapAudience(target: AudienceTarget): AudienceLane {
  return { ...uploadLane, encode: (change) => encodeMember(target, change) };
}

export const clevertapConnector: Connector = {
  audience: clevertapAudience,
  calls: clevertapCalls,
  forget: forgetUsers,
  // An upload of no records asks for the same right as a transfer and stores nothing. `dryRun=1` is not in CleverTap's
  // documentation, so nothing rests on it.
  verify: async (access) => {
    const answer = await uploadLane.send(recordTexts([]), access);
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
