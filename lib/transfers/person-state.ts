import type { PersonTransferState } from "./schema.ts";

export type PersonAtPartner = {
  isMember: boolean;
  /** what the partner holds of them; undefined when nothing was ever acknowledged or refused */
  held: { value: string | null; refused: string | null } | undefined;
  /** whether the transfer goes on to send */
  isActive: boolean;
};

/** What became of a person at the place that one of their audiences is sent to; null when it never concerned them. */
export function personState({ isMember, held, isActive }: PersonAtPartner): PersonTransferState | null {
  if (held?.refused) {
    return "refused";
  }
  const isThere = (held?.value ?? null) !== null;
  if (isMember) {
    return isThere ? "sent" : isActive ? "waiting" : "not_sent";
  }
  if (isThere) {
    return isActive ? "waiting_removal" : "still_there";
  }
  return held ? "removed" : null;
}
