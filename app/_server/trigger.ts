import { type TriggerEndpoint, triggerEndpoint } from "@/lib/campaigns/external/endpoint.ts";
import type { TriggerVersion } from "@/lib/campaigns/external/read-call.ts";
import { readAtMost } from "@/lib/http/read-at-most.ts";
import { measured } from "./metrics.ts";
import { root } from "./root.ts";

// Kept on globalThis for the same reason as the root: one memory of keys and one queue of writes per process.
const holder = globalThis as { junctionTrigger?: TriggerEndpoint };

/** The endpoints of External Trigger of the web process. */
export function triggers(): TriggerEndpoint {
  const { ctx, env } = root();
  holder.junctionTrigger ??= triggerEndpoint(ctx, { atOnce: env.JUNCTION_TRIGGER_CALLS });
  return holder.junctionTrigger;
}

/** The route of one version, for where the shortcut is not installed. */
export function trigger(version: TriggerVersion): (request: Request) => Promise<Response> {
  async function answer(request: Request): Promise<Response> {
    const header = (name: string) => request.headers.get(name);
    const { status, headers, body } = await triggers()({
      ...{ method: request.method, version },
      accountId: header("x-clevertap-account-id"),
      passcode: header("x-clevertap-passcode"),
      authorization: header("authorization"),
      contentType: header("content-type"),
      contentEncoding: header("content-encoding"),
      key: header("idempotency-key"),
      readBody: (maxBytes) => readAtMost(request.body, maxBytes),
    });
    return new Response(body, { status, headers });
  }
  return (request) => measured("/:version/send/externaltrigger.json", request.method, () => answer(request));
}
