import type { QueryClient } from "@tanstack/react-query";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import { operationKey } from "../operation-query.ts";

const shown = ["connections.list", "connections.get", "connections.history", "partners.list"] as const;

/** Makes everything that shows connections ask again. */
export async function refreshConnections(client: QueryClient): Promise<void> {
  await Promise.all(
    shown.map((name) => client.invalidateQueries({ queryKey: operationKey(operations[name]) })),
  );
}
