import type { Connector } from "../connector.ts";
import { failedVerification } from "../exchange.ts";
import { putEvents } from "./put-events.ts";

/** Puts events on a bus of somebody's AWS account; what is put there is the business of campaigns and journeys. */
export const eventbridgeConnector: Connector = {
  // AWS has no call that asks only for the right to put events; an event that no rule waits for does no harm.
  verify: async (access) => {
    const { verdicts, halted } = await putEvents(
      [{ source: "junction.test", detailType: "junction.connection.test", detail: {} }],
      access,
    );
    if (halted) {
      return failedVerification(halted, {
        unauthorised:
          "Check the access key, its secret, and that its policy allows events:PutEvents on this bus.",
        refused: "Check the AWS account ID, the region and the name of the bus.",
      });
    }
    const [verdict] = verdicts;
    if (verdict?.verdict === "accepted") {
      return {
        ok: true,
        message: "Amazon EventBridge took the test event onto the bus.",
        httpStatus: 200,
        retry: null,
      };
    }
    const later = verdict?.verdict === "later";
    return {
      ok: false,
      message: `${verdict?.reason ?? "EventBridge said nothing of the test event."} ${later ? "Test again in a while." : "Check the AWS account ID, the region, the bus and what the key may do."}`,
      httpStatus: 200,
      retry: later ? "later" : "never",
    };
  },
};
