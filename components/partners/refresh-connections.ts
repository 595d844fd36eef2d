import type { QueryClient } from "@tanstack/react-query";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import { operationKey } from "../operation-query.ts";

/** Makes every list that shows connections ask again. */
export async function refreshConnections(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: operationKey(operations["connections.list"]) }),
    client.invalidateQueries({ queryKey: operationKey(operations["partners.list"]) }),
  ]);
}
