import { z } from "zod";
import { isUnreadable } from "../access/secret-box.ts";
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

type Sealed = Pick<ConnectionSecrets, "id" | "secrets">;

function openSecrets(ctx: Pick<Ctx, "secrets">, { id, secrets }: Sealed): Record<string, string> {
  const opened = Object.entries(secrets).map(([field, { sealed }]) => [
    field,
    ctx.secrets.open(sealed, secretPurpose(id, field)),
  ]);
  return Object.fromEntries(opened);
}

/** The secrets of a connection, none where they were sealed under another JUNCTION_SECRET: all have to be entered again then. */
export function readableSecrets(ctx: Pick<Ctx, "secrets">, connection: Sealed): Record<string, string> {
  try {
    return openSecrets(ctx, connection);
  } catch (error) {
    if (isUnreadable(error)) {
      return {};
    }
    throw error;
  }
}

/** Opens a connection for its connector. Throws `precondition` when a secret was sealed under another JUNCTION_SECRET. */
export function openAccess(
  ctx: Pick<Ctx, "secrets" | "http" | "hosts">,
  connection: ConnectionSecrets,
): PartnerAccess {
  return {
    settings: connection.settings,
    secrets: openSecrets(ctx, connection),
    baseUrl: baseUrlOf(ctx.hosts, connection.partner, connection.settings),
    services: serviceUrlsOf(ctx.hosts, connection.partner, connection.settings),
    http: ctx.http,
  };
}
