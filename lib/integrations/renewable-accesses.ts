import type { Ctx } from "../context.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import type { OpenConnection } from "./access.ts";
import { connectionOrNone } from "./renewable-access.ts";

/**
 * As `renewableAccess`, over connections of several partners: `join` makes the access that a lane is given of them, anew
 * whenever the keys of one were rotated.
 */
export function renewableAccesses(
  ctx: Ctx,
  connections: Record<string, OpenConnection>,
  join: (accesses: Record<string, PartnerAccess>) => PartnerAccess,
): { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> } {
  const accesses = Object.fromEntries(
    Object.entries(connections).map(([partner, { access }]) => [partner, access]),
  );
  let joined = join({ ...accesses });
  return {
    access: () => joined,
    renewAccess: async (refused) => {
      if (refused !== joined) {
        // Another request has met the old ones before.
        return true;
      }
      let isRenewed = false;
      for (const [partner, { id }] of Object.entries(connections)) {
        const fresh = await connectionOrNone(ctx, id);
        const secrets = JSON.stringify(accesses[partner]?.secrets);
        if (fresh && JSON.stringify(fresh.access.secrets) !== secrets) {
          accesses[partner] = fresh.access;
          isRenewed = true;
        }
      }
      if (isRenewed) {
        joined = join({ ...accesses });
      }
      return isRenewed;
    },
  };
}
