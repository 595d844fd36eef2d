import { Text } from "@mantine/core";
import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";

type Page<Row> = { items: Row[]; nextCursor: string | null };

/** What a person is in, page by page; it looks again every `everyMs`. */
export function PagedList<Row>({
  queryKey,
  read,
  columns,
  rowKey,
  icon,
  words,
  everyMs = 5_000,
}: {
  queryKey: QueryKey;
  read(cursor: string | undefined, signal: AbortSignal): Promise<Page<Row>>;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  icon: ComponentProps<typeof EmptyState>["icon"];
  words: { title: string; help: string; empty: string; emptyText: string; more: string };
  everyMs?: number | false;
}) {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: everyMs,
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !items) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words.help}
      </Text>
      <DataTable
        label={words.title}
        columns={columns}
        rows={items}
        rowKey={rowKey}
        empty={
          list.hasNextPage ? null : (
            <EmptyState icon={icon} title={words.empty}>
              {words.emptyText}
            </EmptyState>
          )
        }
      />
      <LoadMore list={list}>{words.more}</LoadMore>
    </>
  );
}
