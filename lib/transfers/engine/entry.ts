import type { AudienceLane, EncodedRecord } from "../../partners/connector.ts";
import type { MemberPlace } from "../run-settings.ts";
import type { Difference } from "./difference-store.ts";

/** A member on the way to a partner: what booking needs of it. */
export type MemberEntry = {
  place: MemberPlace;
  identity: string;
  change: "set" | "remove";
  encoded: EncodedRecord;
};

/** Makes entries of differences for a lane; ids tell the same change of the same run apart from others. */
export function memberEntries(
  lane: Pick<AudienceLane, "encode">,
  run: { id: string; timestamp: string },
): (difference: Difference) => MemberEntry {
  return ({ place, identity, change, properties }) => ({
    place,
    identity,
    change,
    encoded: lane.encode({
      change,
      identity,
      properties,
      messageId: `transfer-${run.id}-${place.tx}-${change}-${identity}`,
      timestamp: run.timestamp,
    }),
  });
}
