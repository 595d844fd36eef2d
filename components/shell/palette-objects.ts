import { useDebouncedValue } from "@mantine/hooks";
import type { SpotlightActionGroupData } from "@mantine/spotlight";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createElement } from "react";
import { useVisitor } from "../visitor.tsx";

/**
 * Objects whose name or identifier fits the query, found through the API after a pause in typing; an answer to an
 * older query is cancelled. What they share with the query is in the keywords, because the palette filters once more.
 */
export function useObjectActions(
  query: string,
  go: (href: string) => void,
): { groups: SpotlightActionGroupData[]; searching: boolean } {
  const { can } = useVisitor();
  const [settled] = useDebouncedValue(query.trim(), 200);
  const found = useQuery({
    queryKey: ["palette", settled],
    // The schemas of everything that can be found would else be read and made on every page, before it can be used.
    queryFn: async ({ signal }) => {
      const { findObjects } = await import("./palette-finders.ts");
      return findObjects(settled, can, signal);
    },
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (query.trim().length < 2) {
    return { groups: [], searching: false };
  }
  const groups = (found.data ?? [])
    .filter(({ found: items }) => items.length > 0)
    .map(({ finder, found: items }) => ({
      group: finder.group,
      actions: items.map((item) => ({
        id: `${finder.group} ${item.id}`,
        label: item.label,
        description: item.description || undefined,
        keywords: found.isPlaceholderData ? [] : [query],
        leftSection: createElement(finder.icon, { size: 18, stroke: 1.6 }),
        onClick: () => go(item.href),
      })),
    }));
  return { groups, searching: settled !== query.trim() || found.isFetching };
}
