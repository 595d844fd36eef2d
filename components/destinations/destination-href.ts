import type { DestinationView } from "@/lib/destinations/schema.ts";

/** The address of a destination's page, of one of its tabs, with a choice of what is shown there. */
export function destinationHref(
  of: Pick<DestinationView, "id" | "sourceId">,
  choice: Record<string, string> = {},
): string {
  const query = new URLSearchParams(choice).toString();
  return `/sources/${of.sourceId}/destinations/${of.id}${query && `?${query}`}`;
}
