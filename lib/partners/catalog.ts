import { Fault } from "../kernel/fault.ts";
import { clevertapKit } from "./clevertap/kit.ts";
import { eventbridgeKit } from "./eventbridge/kit.ts";
import { fcmKit } from "./fcm/kit.ts";
import type { PartnerCapability, PartnerKit } from "./kit.ts";
import { segmentKit } from "./segment/kit.ts";
import { smtpKit } from "./smtp/kit.ts";
import { storylyKit } from "./storyly/kit.ts";
import { vapidKit } from "./vapid/kit.ts";

/** Every partner by its id, safe for the browser. A new one is entered here and in `connectors`. */
export const partnerKits = {
  segment: segmentKit,
  clevertap: clevertapKit,
  storyly: storylyKit,
  eventbridge: eventbridgeKit,
  fcm: fcmKit,
  vapid: vapidKit,
  smtp: smtpKit,
} as const satisfies Record<string, PartnerKit>;

export type PartnerId = keyof typeof partnerKits;

export const partnerIds = Object.keys(partnerKits) as [PartnerId, ...PartnerId[]];

export function isPartnerId(id: string): id is PartnerId {
  return Object.hasOwn(partnerKits, id);
}

/** The partners that can do this, in the order of the catalogue. */
export function partnersWith(capability: PartnerCapability): PartnerId[] {
  return partnerIds.filter((id) => partnerKits[id].capabilities.includes(capability));
}

/** Whether this installation plays partners itself: some region of one is offered only where a sandbox runs. */
export function hasSandbox(hosts: Record<string, string>): boolean {
  const kits: PartnerKit[] = Object.values(partnerKits);
  return kits.some(({ regions }) => regions.some((each) => each.onlyWhenSet && hosts[each.hostSetting]));
}

/** The kit of a partner. Throws `not_found` for an id that the catalogue does not hold. */
export function partnerKit(id: string): PartnerKit {
  if (!isPartnerId(id)) {
    throw new Fault("not_found", `There is no partner "${id}" in the catalogue.`);
  }
  return partnerKits[id];
}
