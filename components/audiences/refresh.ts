import type { QueryClient } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import { operationKey } from "../operation-query.ts";

/** Asks again for what changes of an audience show in: the list, the audience itself, its keys and its history. */
export async function refreshAudiences(client: QueryClient): Promise<void> {
  const shown = ["audiences.list", "audiences.get", "audiences.keys.list", "audiences.history"] as const;
  await Promise.all(
    shown.map((id) => client.invalidateQueries({ queryKey: operationKey(audienceOperations[id]) })),
  );
}
