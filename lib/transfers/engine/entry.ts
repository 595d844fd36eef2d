import type { Encode } from "../../delivery/chunk.ts";
import type { AudienceLane } from "../../partners/connector.ts";
import type { MemberPlace } from "../run-settings.ts";
import type { Difference } from "./difference-store.ts";

/** A member on the way to a partner: what booking needs of it. */
export type MemberEntry = { place: MemberPlace; identity: string; change: "set" | "remove"; known: boolean };

/** Makes entries and records of differences for a lane; ids tell the same change of the same run apart from others. */
export function memberEncoder(
  lane: Pick<AudienceLane, "encode">,
  run: { id: string; timestamp: string },
): Encode<Difference, MemberEntry> {
  return ({ place, identity, change, properties, known }) => ({
    entry: { place, identity, change, known },
    encoded: lane.encode({
      change,
      identity,
      properties,
      messageId: `transfer-${run.id}-${place.tx}-${change}-${identity}`,
      timestamp: run.timestamp,
    }),
  });
}
