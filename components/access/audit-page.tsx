"use client";

import { Button, Center, Skeleton, Stack } from "@mantine/core";
import { IconFilterOff, IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { access } from "@/lib/messages/access.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import classes from "./audit-entry.module.css";
import { AuditEntry } from "./audit-entry.tsx";
import { AuditFilters, auditFilters } from "./audit-filters.tsx";
import { auditQuery } from "./queries.ts";

/** The audit log: filters in the address, newest first, further pages on demand. */
export function AuditPage() {
  const url = useUrlState();
  const filter = Object.fromEntries(auditFilters.map((name) => [name, url.get(name) ?? ""]));
  const log = useInfiniteQuery(auditQuery(filter));
  const entries = log.data?.pages.flatMap((page) => page.items);
  const filtered = Object.values(filter).some(Boolean);
  return (
    <>
      <PageHeader title={access.audit.title} description={access.audit.description} />
      <AuditFilters url={url} />
      {log.error && <ErrorState error={log.error} onRetry={() => log.refetch()} />}
      {!entries && !log.error && (
        <Stack gap="lg" aria-busy="true">
          {[72, 55, 64, 48, 70, 60].map((width) => (
            <Skeleton key={width} height={14} width={`${width}%`} />
          ))}
        </Stack>
      )}
      {entries?.length === 0 && (
        <EmptyState
          icon={filtered ? IconFilterOff : IconHistory}
          title={filtered ? access.audit.noMatch : access.audit.none}
          action={
            filtered && (
              <Button
                variant="default"
                onClick={() => url.set(Object.fromEntries(auditFilters.map((name) => [name, null])))}
              >
                Reset all
              </Button>
            )
          }
        >
          {filtered ? undefined : access.audit.noneHelp}
        </EmptyState>
      )}
      <ol className={classes.list} aria-label={access.audit.title}>
        {entries?.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {log.hasNextPage && (
        <Center pt="md">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
            Show older
          </Button>
        </Center>
      )}
    </>
  );
}
