import type { OpenConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import type { ExportLane } from "../partners/connector.ts";

/** How exports leave through a connection. Throws `precondition` where its partner takes none. */
export function exportLane({ connector }: Pick<OpenConnection, "connector">): ExportLane {
  if (!connector.exports) {
    throw new Fault("precondition", "connectionId: its partner takes no exports.");
  }
  return connector.exports;
}
