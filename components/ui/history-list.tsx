"use client";

import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconArrowRight, IconHistory } from "@tabler/icons-react";
import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import type { HistoryEntry, HistoryPage } from "@/lib/access/history-schema.ts";
import { EmptyState } from "./empty-state.tsx";
import { ErrorState } from "./error-state.tsx";
import classes from "./history-list.module.css";
import { LoadMore } from "./load-more.tsx";
import { Time } from "./time.tsx";

/** `from` null: it was nothing before, as what is told of a deed. */
export type ChangeWords = { label: string; from: string | null; to: string };

/** Who did what to one object, newest first, each change from → to; older entries on demand. */
export function HistoryList({
  label,
  none,
  queryKey,
  load,
  actionWords,
  changeWords,
}: {
  label: string;
  /** what will stand here, while nothing does */
  none: string;
  queryKey: QueryKey;
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<HistoryPage>;
  /** "edited the export", after the name of who did it */
  actionWords: (action: string) => string;
  changeWords: (changes: HistoryEntry["changes"]) => ChangeWords[];
}) {
  const history = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const entries = history.data?.pages.flatMap((page) => page.items);
  if (history.isError && !entries) {
    return <ErrorState error={history.error} onRetry={() => history.refetch()} />;
  }
  if (!entries) {
    return (
      <Stack>
        {[1, 2, 3].map((line) => (
          <Skeleton key={line} height={36} />
        ))}
      </Stack>
    );
  }
  if (entries.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="No history yet">
        {none}
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={classes.history} aria-label={label}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">
                <b>{entry.actorName}</b> {actionWords(entry.action)}
              </Text>
              <Text size="sm" c="dimmed" component="span">
                <Time at={entry.at} />
              </Text>
            </Group>
            {Object.keys(entry.changes).length > 0 && (
              <ul className={classes.changes}>
                {changeWords(entry.changes).map((change) => (
                  <li key={change.label}>
                    {change.label}:{" "}
                    {change.from !== null && (
                      <>
                        <span className={classes.from}>{change.from}</span>{" "}
                        <IconArrowRight size={12} aria-label="to" role="img" />{" "}
                      </>
                    )}
                    <span>{change.to}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      <LoadMore list={history}>Show older changes</LoadMore>
    </>
  );
}
