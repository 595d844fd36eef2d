"use client";

import { Button, Skeleton, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import entryClasses from "../access/audit-entry.module.css";
import { AuditEntry } from "../access/audit-entry.tsx";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { ErrorState } from "../ui/error-state.tsx";

/** Who did what to the audience, newest first, each change from → to. */
export function HistoryTab({ audience }: { audience: AudienceView }) {
  const { id, name } = audience;
  const operation = audienceOperations["audiences.history"];
  const history = useInfiniteQuery({
    queryKey: operationKey(operation, { id }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(operation, { id, cursor: pageParam, limit: 50 }, { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (!history.data) {
    return history.error ? (
      <ErrorState error={history.error} onRetry={() => history.refetch()} />
    ) : (
      <Stack>
        <Skeleton height={36} />
        <Skeleton height={36} />
      </Stack>
    );
  }
  const object = { kind: "audience", id, name };
  return (
    <>
      <ul className={entryClasses.list} aria-label="History of this audience">
        {history.data.pages
          .flatMap((page) => page.items)
          .map((entry) => (
            <AuditEntry
              key={entry.id}
              entry={{ ...entry, object, actor: { kind: "user", id: null, name: entry.actorName } }}
            />
          ))}
      </ul>
      {history.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => history.fetchNextPage()}
        >
          Show older changes
        </Button>
      )}
    </>
  );
}
