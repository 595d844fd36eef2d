import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import { type OpenConnection, openConnection } from "./access.ts";

/** The connection ready to send through, or null when it was disconnected. */
export async function connectionOrNone(ctx: Ctx, id: string): Promise<OpenConnection | null> {
  try {
    return await openConnection(ctx, id);
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      return null;
    }
    throw error;
  }
}

/** Access that follows a rotation of the connection's keys while requests are on their way. */
export function renewableAccess(
  ctx: Ctx,
  connection: OpenConnection,
): { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> } {
  let { access } = connection;
  return {
    access: () => access,
    renewAccess: async (refused) => {
      if (refused !== access) {
        // Another request has met the old ones before.
        return true;
      }
      const fresh = await connectionOrNone(ctx, connection.id);
      const same = !fresh || JSON.stringify(fresh.access.secrets) === JSON.stringify(refused.secrets);
      if (!same) {
        access = fresh.access;
      }
      return !same;
    },
  };
}
