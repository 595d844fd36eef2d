import type { Connector } from "../connector.ts";
import { failedVerification } from "../exchange.ts";
import { sendToFcm } from "./send-message.ts";

const advice: Record<string, string> = {
  unauthorised:
    "Give the service account the role Firebase Cloud Messaging API Admin in Google Cloud, or take a key of the app's own project.",
  refused:
    "Check that the project still exists and that the Firebase Cloud Messaging API (V1) is enabled in it.",
};

/** Carries push messages to apps; what is sent is the business of the channel. */
export const fcmConnector: Connector = {
  // A topic that nobody subscribes to, and Firebase is told only to look at the message.
  verify: async (access) => {
    const said = await sendToFcm(
      {
        message: { topic: "junction-connection-test", data: { note: "Connection test by Junction" } },
        validateOnly: true,
        fresh: true,
      },
      access,
    );
    const { outcome, message, answer } = said;
    if (outcome === "sent") {
      return {
        ok: true,
        message: "Firebase gave the service account access and accepted the test message without sending it.",
        httpStatus: answer.httpStatus,
        retry: null,
      };
    }
    const verdict = outcome === "later" || outcome === "unauthorised" ? outcome : "refused";
    const asked = said.advice || advice[verdict] || "";
    const words = { ...answer, verdict, message: verdict === "later" ? message : `${message}.` } as const;
    return failedVerification(words, { unauthorised: asked, refused: asked });
  },
};
