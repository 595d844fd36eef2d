import type { PartnerId } from "./catalog.ts";
import { partnerKit } from "./catalog.ts";
import type { Connector } from "./connector.ts";
import { segmentConnector } from "./segment/connector.ts";

/** The server side of every partner in the catalogue. */
export const connectors: Record<PartnerId, Connector> = {
  segment: segmentConnector,
};

/** The connector of a partner. Throws `not_found` for an id that the catalogue does not hold. */
export function connectorOf(partner: string): Connector {
  return connectors[partnerKit(partner).id as PartnerId];
}
