import type { Connector } from "../connector.ts";
import { failedVerification } from "../exchange.ts";
import { credentialsFor } from "./credentials.ts";
import { authenticationOf } from "./kit.ts";
import { putEvents } from "./put-events.ts";

/** Puts events on a bus of somebody's AWS account; what is put there is the business of campaigns and journeys. */
export const eventbridgeConnector: Connector = {
  // AWS has no call that asks only for the right to put events; an event that no rule waits for does no harm.
  verify: async (access) => {
    const assumed = await credentialsFor(access, { fresh: true });
    if ("failure" in assumed) {
      const { answer, advice, field } = assumed.failure;
      return { ...failedVerification(answer, { unauthorised: advice, refused: advice }), field };
    }
    const isRole = authenticationOf(access.settings) !== "key";
    const before = isRole ? "The role was assumed. " : "";
    const who = isRole ? "role" : "key";
    const { verdicts, halted } = await putEvents(
      [{ source: "junction.test", detailType: "junction.connection.test", detail: {} }],
      access,
    );
    if (halted) {
      return failedVerification(halted, {
        unauthorised: isRole
          ? `${before}Check that its policy allows events:PutEvents on this bus.`
          : "Check the access key, its secret, and that its policy allows events:PutEvents on this bus.",
        refused: `${before}Check the AWS account ID, the region and the name of the bus.`,
      });
    }
    const [verdict] = verdicts;
    if (verdict?.verdict === "accepted") {
      return {
        ok: true,
        message: `${before}Amazon EventBridge took the test event onto the bus.`,
        httpStatus: 200,
        retry: null,
      };
    }
    const later = verdict?.verdict === "later";
    return {
      ok: false,
      message: `${verdict?.reason ?? "EventBridge said nothing of the test event."} ${before}${later ? "Test again in a while." : `Check the AWS account ID, the region, the bus and what the ${who} may do.`}`,
      httpStatus: 200,
      retry: later ? "later" : "never",
    };
  },
};
