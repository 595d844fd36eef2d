import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { PartnerAccess } from "../connector.ts";
import type { AwsCredentials } from "./assume-role.ts";
import { handlerOver } from "./aws-http.ts";
import { signingRegion } from "./kit.ts";

type Known = { signsWith: AwsCredentials; client: EventBridgeClient };

/** To make one takes the SDK longer than to call with it. They go with the account's open secrets. */
const known = new WeakMap<PartnerAccess, Known>();

const areSame = (a: AwsCredentials, b: AwsCredentials): boolean =>
  a.accessKeyId === b.accessKeyId &&
  a.secretAccessKey === b.secretAccessKey &&
  a.sessionToken === b.sessionToken;

/** AWS's client for an account as it is open now, whose calls are to be made with `callOptions`. */
export async function busClient(
  access: PartnerAccess,
  signsWith: AwsCredentials,
): Promise<EventBridgeClient> {
  // Loaded when it is needed first: most processes never call AWS.
  const { EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
  const found = known.get(access);
  if (found && areSame(found.signsWith, signsWith)) {
    return found.client;
  }
  const client = new EventBridgeClient({
    region: signingRegion(access.settings.region),
    endpoint: access.baseUrl,
    credentials: signsWith,
    // Who sends again, and when, is decided by the caller, who knows of the other requests.
    maxAttempts: 1,
    requestHandler: handlerOver("Amazon EventBridge", access.http),
  });
  known.set(access, { signsWith, client });
  return client;
}
