import { Button } from "@mantine/core";

/** The button under a list that grows page by page; gone when there is no further one. */
export function LoadMore({
  list,
  children,
}: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  children: string;
}) {
  return list.hasNextPage ? (
    <Button
      variant="default"
      size="xs"
      mt="md"
      loading={list.isFetchingNextPage}
      onClick={() => list.fetchNextPage()}
    >
      {children}
    </Button>
  ) : null;
}
