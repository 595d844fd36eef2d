import { Fault } from "../../kernel/fault.ts";
import type { Connector, RemoteAudience } from "../connector.ts";
import { failedVerification } from "../exchange.ts";
import { audiencePages, callStoryly } from "./api.ts";
import { storylyAudience } from "./audience-lane.ts";

export const storylyConnector: Connector = {
  audience: storylyAudience,
  // Reads one audience, which changes nothing.
  verify: async (access) => {
    const { answer, data } = await callStoryly(access, { method: "GET", query: "?limit=1&offset=0" });
    if (data) {
      return {
        ok: true,
        message: "Storyly accepted the API token and showed its audiences.",
        httpStatus: answer.httpStatus,
        retry: null,
      };
    }
    if (answer.verdict === "later" && answer.httpStatus !== null && answer.httpStatus < 300) {
      return {
        ok: false,
        message: `${answer.message}. Check the API address.`,
        httpStatus: answer.httpStatus,
        retry: "never",
      };
    }
    return failedVerification(answer, {
      unauthorised: "Copy the token again from Storyly's settings; it may have been withdrawn.",
      refused: "Check the API address and the token.",
    });
  },
  audiences: async (access) => {
    const found: RemoteAudience[] = [];
    for await (const { answer, data } of audiencePages(access)) {
      if (!data) {
        throw answer.verdict === "later"
          ? new Fault("unavailable", `${answer.message}. Try again in a while.`, { retry: "later" })
          : new Fault("precondition", answer.message);
      }
      found.push(
        ...data.map(({ id, name, audience_identifier, properties }) => ({
          id,
          name,
          identifier: audience_identifier ?? "",
          size: properties?.row_count ?? null,
          csvUrl: properties?.latest_file || null,
          fileName: properties?.filename || null,
        })),
      );
    }
    return found;
  },
};
