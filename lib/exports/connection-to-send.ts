import type { Ctx } from "../context.ts";
import { holdConnection, type OpenConnection, openConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import { exportLane } from "./export-lane.ts";

const FIELD = "connectionId";

function notConnected(code: "invalid" | "precondition", message: string): Fault {
  return new Fault(code, `${FIELD}: ${message}`, { problems: [{ path: FIELD, field: FIELD, message }] });
}

/**
 * The connection that a new export is to send through; in a transaction it stays connected until its end. Throws
 * `invalid`, naming the field, for one that is unknown or was disconnected, `precondition` for one whose partner takes
 * no exports.
 */
export async function connectionToSend(ctx: Ctx, connectionId: string): Promise<OpenConnection> {
  if (!(await holdConnection(ctx, connectionId))) {
    throw notConnected(
      "invalid",
      "There is no such connection; it may have been disconnected. Choose another one.",
    );
  }
  const connection = await openConnection(ctx, connectionId);
  exportLane(connection);
  return connection;
}

/** Throws `precondition`, naming the field, when an export's connection was disconnected. In the caller's transaction. */
export async function requireConnected(ctx: Ctx, connectionId: string): Promise<void> {
  if (!(await holdConnection(ctx, connectionId))) {
    throw notConnected(
      "precondition",
      "The connection of this export was disconnected; nothing can be sent through it any more. Create an export with another one.",
    );
  }
}
