import { createHash } from "node:crypto";
import type { PartnerAccess } from "../connector.ts";
import { keptCredentials } from "../kept-credentials.ts";
import { type Assumed, assumeRole } from "./assume-role.ts";
import { authenticationOf, stsUrlOf } from "./kit.ts";

const kept = keptCredentials<Assumed>();

/** All that a role's credentials depend on, without holding any secret of it. */
function nameOf(access: PartnerAccess): string {
  const { roleArn, externalId, accessKeyId, authentication } = access.settings;
  const parts = [authentication, stsUrlOf(access), roleArn, externalId, accessKeyId];
  return createHash("sha256")
    .update(JSON.stringify([...parts, access.secrets.secretAccessKey]))
    .digest("hex");
}

/** Has the role assumed anew the next time, where AWS does not accept its credentials any more. */
export function forgetCredentials(access: PartnerAccess): void {
  kept.forget(nameOf(access));
}

/**
 * What to sign with: the access key itself, or credentials of the role, kept in this process until five minutes before they
 * end. Who asks while a role is being assumed shares the answer; a failure is not kept. `fresh`: assumed anew.
 */
export async function credentialsFor(
  access: PartnerAccess,
  { fresh = false, nowMs = Date.now() }: { fresh?: boolean; nowMs?: number } = {},
): Promise<Assumed> {
  const { settings, secrets } = access;
  if (authenticationOf(settings) === "key") {
    const secretAccessKey = secrets.secretAccessKey ?? "";
    return { credentials: { accessKeyId: settings.accessKeyId ?? "", secretAccessKey } };
  }
  const ask = async () => {
    const assumed = await assumeRole(access);
    const endsMs = "failure" in assumed ? null : (assumed.credentials.expiration?.getTime() ?? nowMs);
    return { answer: assumed, endsMs };
  };
  return kept.get(nameOf(access), ask, { fresh, nowMs });
}
