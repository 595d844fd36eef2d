import type { PartnerId } from "./catalog.ts";
import { partnerKit } from "./catalog.ts";
import { clevertapConnector } from "./clevertap/connector.ts";
import type { Connector } from "./connector.ts";
import { eventbridgeConnector } from "./eventbridge/connector.ts";
import { fcmConnector } from "./fcm/connector.ts";
import { segmentConnector } from "./segment/connector.ts";
import { smtpConnector } from "./smtp/connector.ts";
import { storylyConnector } from "./storyly/connector.ts";
import { vapidConnector } from "./vapid/connector.ts";

/** The server side of every partner in the catalogue. */
export const connectors: Record<PartnerId, Connector> = {
  segment: segmentConnector,
  clevertap: clevertapConnector,
  storyly: storylyConnector,
  eventbridge: eventbridgeConnector,
  fcm: fcmConnector,
  vapid: vapidConnector,
  smtp: smtpConnector,
};

/** The connector of a partner. Throws `not_found` for an id that the catalogue does not hold. */
export function connectorOf(partner: string): Connector {
  return connectors[partnerKit(partner).id as PartnerId];
}
