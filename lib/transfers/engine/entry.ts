import { createHash } from "node:crypto";
import type { Encode } from "../../delivery/chunk.ts";
import type { AudienceLane } from "../../partners/connector.ts";
import type { MemberPlace } from "../run-settings.ts";
import type { Difference } from "./difference-store.ts";

/** A member on the way to a partner: what booking needs of it. */
export type MemberEntry = { place: MemberPlace; identity: string; change: "set" | "remove"; known: boolean };

/** Segment takes message ids of under 100 characters (contracts §5.2); of longer ones it says nothing and drops the call. */
const MAX_ID_CHARS = 99;
const HASH_CHARS = 24;

/** An identity as the end of a message id with this beginning: itself, or where it is too long, what stands for it. */
function messageId(start: string, identity: string): string {
  return start.length + identity.length <= MAX_ID_CHARS
    ? start + identity
    : start + createHash("sha256").update(identity).digest("base64url").slice(0, HASH_CHARS);
}

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
      messageId: messageId(`transfer-${run.id}-${place.tx}-${change}-`, identity),
      timestamp: run.timestamp,
    }),
  });
}
