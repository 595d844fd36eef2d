"use client";

import { Group, NativeSelect, Pagination, Text } from "@mantine/core";
import { useEffect } from "react";

const format = new Intl.NumberFormat("en");

/**
 * "1-20 of 214", items per page, page numbers. `total` may be a floor (`capped`) when counting further costs too much. Where
 * rows have gone and the page with them, it turns to the last one: an empty page would say that nothing is there.
 */
export function PaginationBar({
  page,
  perPage,
  total,
  capped = false,
  choices = [10, 20, 30, 40],
  onPage,
  onPerPage,
}: {
  page: number;
  perPage: number;
  total: number;
  capped?: boolean;
  choices?: number[];
  onPage: (page: number) => void;
  onPerPage: (perPage: number) => void;
}) {
  const first = total === 0 ? 0 : (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, total);
  const pages = Math.max(1, Math.ceil(total / perPage));
  const gone = total > 0 && page > pages && !capped;
  useEffect(() => {
    // Next follows the address from the effects of its own on, which come behind those of the first page.
    const soon = gone ? setTimeout(() => onPage(pages)) : undefined;
    return () => clearTimeout(soon);
  });
  return (
    <Group justify="space-between" mt="md" gap="sm">
      <Text size="sm" c="dimmed" className="numbers" role="status">
        {format.format(first)}–{format.format(last)} of {format.format(total)}
        {capped ? "+" : ""}
      </Text>
      <Group gap="md">
        <NativeSelect
          size="xs"
          label="Items per page"
          styles={{ root: { display: "flex", alignItems: "center", gap: 8 }, label: { fontWeight: 400 } }}
          data={choices.map(String)}
          value={String(perPage)}
          onChange={(event) => onPerPage(Number(event.currentTarget.value))}
        />
        <Pagination
          size="sm"
          total={pages}
          value={page}
          onChange={onPage}
          siblings={1}
          getControlProps={(control) => ({ "aria-label": `${control} page` })}
          getItemProps={(item) => ({ "aria-label": `Page ${item}` })}
        />
      </Group>
    </Group>
  );
}
