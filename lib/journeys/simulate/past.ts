import type { Ctx } from "../../context.ts";
import { type LastStay, stayKey } from "../engine/stay.ts";
import { weightsAt } from "../nodes/ab-split/shares.ts";
import { knownOf, pastStay } from "./simulate-store.ts";

/** What has been before a walk: of the person in this journey, and of its splits. */
export type Past = {
  /** The last stay that is over; one that is not is walked once more, as the script says. */
  last: LastStay | null;
  /** The engine's keys of stays, by which lots are drawn; null where they cannot be known. */
  entry: ((round: number) => string) | null;
  /** What its messages bear as the campaign's id; null before it is published. */
  number: string | null;
  weights(node: string): Record<string, number> | null;
};

/** `journeyId`: null for a draft that is nowhere kept; `personId`: null for somebody made up. */
export async function pastOf(ctx: Ctx, journeyId: string | null, personId: string | null): Promise<Past> {
  const { db, workspaceId } = ctx;
  if (journeyId === null) {
    return { last: null, entry: null, number: null, weights: () => null };
  }
  const [last, { weights, number }] = await Promise.all([
    personId === null ? null : pastStay(db, workspaceId, journeyId, personId),
    knownOf(db, workspaceId, journeyId),
  ]);
  return {
    last,
    number,
    entry: personId === null ? null : (round) => stayKey(journeyId, personId, round),
    weights: (node) => weightsAt(weights, node),
  };
}
