import { createHash } from "node:crypto";
import type { PartnerAccess } from "../connector.ts";
import { type Assumed, assumeRole } from "./assume-role.ts";
import { authenticationOf, stsUrlOf } from "./kit.ts";

/** A request that begins with credentials must also end with them, on a machine whose clock is a little off. */
const MARGIN_MS = 300_000;
const MAX_KEPT = 500;

type Kept = { assumed: Promise<Assumed>; untilMs: number };
const kept = new Map<string, Kept>();

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
  kept.delete(nameOf(access));
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
  const name = nameOf(access);
  const found = kept.get(name);
  if (found && !fresh && nowMs < found.untilMs) {
    return found.assumed;
  }
  const entry: Kept = { assumed: assumeRole(access), untilMs: Number.POSITIVE_INFINITY };
  kept.delete(name);
  kept.set(name, entry);
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) {
    kept.delete(oldest);
  }
  const forget = () => kept.get(name) === entry && kept.delete(name);
  try {
    const assumed = await entry.assumed;
    if ("failure" in assumed) {
      forget();
    } else {
      entry.untilMs = (assumed.credentials.expiration?.getTime() ?? nowMs) - MARGIN_MS;
    }
    return assumed;
  } catch (error) {
    forget();
    throw error;
  }
}
