import type { SpotlightActionGroupData } from "@mantine/spotlight";

/** Objects whose name or identifier fits the query, found through the API. */
export function useObjectActions(_query: string, _go: (href: string) => void): SpotlightActionGroupData[] {
  return [];
}
