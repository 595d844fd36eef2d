import { newId } from "../../kernel/ids.ts";
import type { Connector } from "../connector.ts";
import { failedVerification } from "../exchange.ts";
import { recordTexts } from "../record-texts.ts";
import { segmentAudience } from "./audience-lane.ts";
import { segmentLane, sendToSegment } from "./export-lane.ts";

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

export const segmentConnector: Connector = {
  exports: segmentLane,
  audience: segmentAudience,
  verify: async (access) => {
    const answer = await sendToSegment(recordTexts([testCall()]), access);
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
    return failedVerification(answer, { unauthorised: "Check the write key and the region." });
  },
};
