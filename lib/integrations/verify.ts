import type { Ctx } from "../context.ts";
import { baseUrlOf, serviceUrlsOf } from "../partners/access.ts";
import { partnerKit } from "../partners/catalog.ts";
import { connectorOf } from "../partners/connectors.ts";
import type { VerificationView } from "./schema.ts";
import type { SplitSettings } from "./settings-schema.ts";

/** Makes the partner's one harmless call with these settings, secrets open. Never inside a transaction. */
export async function verifySettings(
  ctx: Ctx,
  partner: string,
  { settings, secrets }: SplitSettings,
): Promise<VerificationView> {
  const baseUrl = baseUrlOf(ctx.hosts, partner, settings);
  const {
    ok,
    message,
    httpStatus,
    retry,
    field = null,
  } = await connectorOf(partner).verify({
    settings,
    secrets,
    baseUrl,
    services: serviceUrlsOf(ctx.hosts, partner, settings),
    http: ctx.http,
  });
  const host = partnerKit(partner).sendsTo === undefined ? baseUrl : "";
  return { ok, message, httpStatus, retry, field, host };
}
