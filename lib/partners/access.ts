import { z } from "zod";
import type { Ctx } from "../context.ts";
import { partnerKit } from "./catalog.ts";
import type { PartnerAccess } from "./connector.ts";
import { regionOf } from "./kit.ts";

/** Column `connections.secrets`: field → the sealed value and what may be shown of it. */
export const sealedSecrets = z.record(z.string(), z.object({ sealed: z.string(), last4: z.string() }));
export type SealedSecrets = z.output<typeof sealedSecrets>;

/** Column `connections.settings`. */
export const plainSettings = z.record(z.string(), z.string());

/** What a sealed secret is bound to, so that it opens nowhere else. */
export function secretPurpose(connectionId: string, field: string): string {
  return `connection/${connectionId}/${field}`;
}

export type ConnectionSecrets = {
  id: string;
  partner: string;
  settings: Record<string, string>;
  secrets: SealedSecrets;
};

/** Base URL of the partner for these settings: the region's host, or the one they name, unless the environment replaces it. */
export function baseUrlOf(
  hosts: Record<string, string>,
  partner: string,
  settings: Record<string, string>,
): string {
  const kit = partnerKit(partner);
  const region = regionOf(kit, settings);
  return hosts[region.hostSetting] ?? kit.addressOf?.(settings) ?? region.url;
}

/** Base URLs of the further services that the partner needs in the region of these settings. */
export function serviceUrlsOf(
  hosts: Record<string, string>,
  partner: string,
  settings: Record<string, string>,
): Record<string, string> {
  const { services = {} } = regionOf(partnerKit(partner), settings);
  return Object.fromEntries(
    Object.entries(services).map(([name, { url, hostSetting }]) => [name, hosts[hostSetting] ?? url]),
  );
}

/** Opens a connection for its connector. Throws when a secret was sealed with another JUNCTION_SECRET. */
export function openAccess(
  ctx: Pick<Ctx, "secrets" | "http" | "hosts">,
  connection: ConnectionSecrets,
): PartnerAccess {
  const secrets: Record<string, string> = {};
  for (const [field, { sealed }] of Object.entries(connection.secrets)) {
    secrets[field] = ctx.secrets.open(sealed, secretPurpose(connection.id, field));
  }
  return {
    settings: connection.settings,
    secrets,
    baseUrl: baseUrlOf(ctx.hosts, connection.partner, connection.settings),
    services: serviceUrlsOf(ctx.hosts, connection.partner, connection.settings),
    http: ctx.http,
  };
}
