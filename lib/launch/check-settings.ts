import type { Env } from "../env.ts";
import { partnerKits } from "../partners/catalog.ts";
import type { PartnerRegion } from "../partners/kit.ts";
import { WEBHOOK_HOST } from "../sandbox/webhook/host.ts";

/** Every setting that names a host instead of a partner's, with the address that it takes the place of. */
const hostSettings = new Map<string, string>([
  [WEBHOOK_HOST, "http:"],
  ...Object.values(partnerKits).flatMap((kit) =>
    kit.regions.flatMap(({ url, hostSetting, services = {} }: PartnerRegion): [string, string][] => [
      [hostSetting, url],
      ...Object.values(services).map((each): [string, string] => [each.hostSetting, each.url]),
    ]),
  ),
]);

/** Of settings that look like a host's and are none's, a sentence each: what was meant goes to the partner itself. */
export function unheardHosts(hosts: Record<string, string>): string[] {
  return Object.keys(hosts)
    .filter((name) => !hostSettings.has(name))
    .map(
      (name) =>
        `The setting ${name} has no effect: it is of no partner's host. Write JUNCTION_HOST_<PARTNER>_<REGION>, as in JUNCTION_HOST_SEGMENT_EU.`,
    );
}

/** Throws where an address is none of the kind that its partner has. */
export function checkHosts(hosts: Record<string, string>): void {
  for (const [name, url] of Object.entries(hosts)) {
    const mail = hostSettings.get(name)?.startsWith("smtp") ?? false;
    if (!(mail ? /^smtps?:\/\//i : /^https?:\/\//i).test(url)) {
      const example = mail ? "smtp://relay.example.com:587" : "https://proxy.example.com";
      throw new Error(`The setting ${name} is not valid: use an address like ${example}.`);
    }
  }
}

/** Throws where some of these settings are there and others are not: by themselves they do nothing. */
export function checkTogether(env: Env, names: readonly (keyof Env)[]): void {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0 && missing.length < names.length) {
    throw new Error(`The settings ${names.join(", ")} go together: ${missing.join(" and ")} is not set.`);
  }
}
