import type { OpenConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import type { ExportLane } from "../partners/connector.ts";

/** How exports leave through a connection. Throws `precondition` where its partner takes none. */
export function exportLane({ connector, nickname }: OpenConnection): ExportLane {
  if (!connector.exports) {
    throw new Fault("precondition", `connectionId: ${nickname} is of a partner that takes no exports.`);
  }
  return connector.exports;
}
