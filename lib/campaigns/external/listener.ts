import { type Answered, doorListener, type Listener } from "../../http/door-listener.ts";
import type { TriggerReply } from "./answer.ts";
import type { TriggerEndpoint } from "./endpoint.ts";

/** For `/1/send/externaltrigger.json` and `/2/…`. `endpoint` is asked for with each call, so that it can be made with the first. */
export function triggerListener(
  endpoint: () => TriggerEndpoint,
  observe?: (answered: Answered<TriggerReply>) => void,
): Listener {
  return doorListener(
    /^\/([12])\/send\/externaltrigger\.json(?:\?|$)/,
    ({ method, header, readBody }, version) =>
      endpoint()({
        method,
        version: version === "2" ? "2" : "1",
        accountId: header("x-clevertap-account-id"),
        passcode: header("x-clevertap-passcode"),
        authorization: header("authorization"),
        contentType: header("content-type"),
        contentEncoding: header("content-encoding"),
        key: header("idempotency-key"),
        readBody,
      }),
    observe,
  );
}
