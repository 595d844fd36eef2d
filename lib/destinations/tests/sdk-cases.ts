import type { SdkCase } from "./sdk-case.ts";
import { customTraitsCases } from "./sdk-custom-traits-cases.ts";
import { devicesCases } from "./sdk-devices-cases.ts";
import { eventsCases } from "./sdk-events-cases.ts";
import { identityCases } from "./sdk-identity-cases.ts";
import { ordersCases } from "./sdk-orders-cases.ts";
import { refusedCases } from "./sdk-refused-cases.ts";
import { traitsCases } from "./sdk-traits-cases.ts";

/**
 * What has to be at CleverTap after calls of an official SDK, by theme. Written out by hand from contracts §7. Not here:
 * what no call reaches. "Unable to process without anonymousId or userId", "Missing required value from "event"" and
 * "Message Type is not present" are stopped by the SDKs and by the ingest door before any destination sees them; users are
 * deleted (§7.10) by no call.
 */
export const sdkCases: Record<string, SdkCase[]> = {
  identity: identityCases,
  "standard traits": traitsCases,
  "custom traits": customTraitsCases,
  events: eventsCases,
  orders: ordersCases,
  devices: devicesCases,
  "what is refused": refusedCases,
};
