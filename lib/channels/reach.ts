import { type IdentifierKind, identifierLabels } from "../partners/kit.ts";
import type { OpenChannel } from "./channel.ts";

/** Reaches those who have one of these identifiers. */
export function reachBy(kinds: readonly IdentifierKind[]): Pick<OpenChannel, "reachedBy" | "unreachable"> {
  const names = kinds.map((kind) => identifierLabels[kind]).join(" or ");
  const reason = {
    code: "no_identifier",
    reason: `This person has no identifier to be reached by: ${names}.`,
  };
  return {
    reachedBy: kinds,
    unreachable: ({ ids }) => (kinds.some((kind) => ids[kind]) ? null : reason),
  };
}

/** Reaches everybody. */
export const reachEverybody: Pick<OpenChannel, "reachedBy" | "unreachable"> = {
  reachedBy: null,
  unreachable: () => null,
};
