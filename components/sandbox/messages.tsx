"use client";

import { Button, Center, Group, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock, IconCopy, IconInbox } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { passedOnWords, sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import type { SandboxMessageView } from "@/lib/sandbox/schema.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LiveMark } from "../ui/live-mark.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import { MessageDrawer } from "./message-drawer.tsx";

/** Beyond this many pages the list stands still: renewing all of them every two seconds would cost too much. */
const LIVE_PAGES = 3;

const passedOnFaces = {
  delivered: { tone: "green", icon: IconCheck },
  waiting: { tone: "blue", icon: IconClock },
  failed: { tone: "red", icon: IconAlertTriangle },
} as const;

/** What became of it on its way through the rule. */
function PassedOnChip({ passedOn }: { passedOn: NonNullable<SandboxMessageView["passedOn"]> }) {
  const { state } = passedOn;
  return (
    <Chip {...passedOnFaces[state]} tooltip={passedOnWords(passedOn)}>
      {words.passedOn[state]}
    </Chip>
  );
}

const columns: Column<SandboxMessageView>[] = [
  {
    key: "name",
    header: "Event",
    narrow: "title",
    width: "26%",
    render: (message) => (
      <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
        {message.name || message.kind}
      </Text>
    ),
  },
  { key: "kind", header: "Call", render: (message) => message.kind },
  {
    key: "person",
    header: "Person",
    width: "18%",
    render: (message) => <span style={{ overflowWrap: "anywhere" }}>{message.person}</span>,
  },
  {
    key: "state",
    header: "State",
    render: (message) => (
      <Group gap={4}>
        {message.problem && (
          <Chip tone="red" icon={IconAlertTriangle} tooltip={message.problem}>
            not taken
          </Chip>
        )}
        {message.passedOn && <PassedOnChip passedOn={message.passedOn} />}
        {message.copies > 1 && (
          <Chip
            tone={message.differing > 0 ? "amber" : "grey"}
            icon={IconCopy}
            tooltip={
              message.differing > 0
                ? `${message.differing} copies had another body`
                : "All copies were the same"
            }
          >
            {message.copies} copies
          </Chip>
        )}
      </Group>
    ),
  },
  {
    key: "at",
    header: "Received",
    render: (message) => <Time at={message.receivedAt} precision="second" />,
  },
];

function useMessages(connectionId: string, search: string) {
  const operation = operations["sandbox.messages.list"];
  const input = { id: connectionId, search, limit: 50 };
  return useInfiniteQuery({
    queryKey: operationKey(operation, input),
    queryFn: ({ pageParam, signal }) =>
      call(operation, { ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= LIVE_PAGES ? 2_000 : false),
  });
}

/** What the partner received through a connection, newest first, live. */
export function Messages({ connectionId, action }: { connectionId: string; action: ReactNode }) {
  const url = useUrlState();
  const search = url.get("search") ?? "";
  const list = useMessages(connectionId, search);
  const { panel, show, close } = usePanel<SandboxMessageView>();
  const rows = list.data?.pages.flatMap((page) => page.items);
  const live = (list.data?.pages.length ?? 0) <= LIVE_PAGES;
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <section aria-labelledby="received-title">
      <Group justify="space-between" mb="xs" gap="sm">
        <Group gap="sm">
          <Title order={2} id="received-title">
            {words.received}
          </Title>
          <LiveMark live={live} />
        </Group>
        <Group gap="xs">
          <SearchField
            label="Search messages"
            value={search}
            onSearch={(text) => url.set({ search: text })}
          />
          {action}
        </Group>
      </Group>
      <DataTable
        label={words.received}
        columns={columns}
        rows={rows}
        rowKey={(message) => message.id}
        rowName={(message) => message.name || message.kind}
        onRowClick={show}
        actions={(message) => [{ label: "Open", icon: IconInbox, quick: true, onClick: () => show(message) }]}
        empty={
          search ? (
            <EmptyState
              icon={IconInbox}
              title={words.noMatch}
              action={
                <Button variant="default" onClick={() => url.set({ search: null })}>
                  Reset the search
                </Button>
              }
            >
              {words.searched}
            </EmptyState>
          ) : (
            <EmptyState icon={IconInbox} title={words.empty.title}>
              {words.empty.text}
            </EmptyState>
          )
        }
      />
      {list.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Load older messages
          </Button>
        </Center>
      )}
      {panel && (
        <MessageDrawer
          key={panel.seen}
          connectionId={connectionId}
          message={panel.subject}
          opened={panel.opened}
          onClose={close}
        />
      )}
    </section>
  );
}
