"use client";

import { Button, Center, Group, Text, TextInput, Title } from "@mantine/core";
import { IconSearch, IconUserSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import type { SandboxUserView } from "@/lib/sandbox/schema.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { countWords } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";

/** Properties that a row shows; the drawer shows all. */
const SHOWN = 4;

function Properties({ properties }: { properties: SandboxUserView["properties"] }) {
  const entries = Object.entries(properties);
  if (entries.length === 0) {
    return <Dash meaning="none" />;
  }
  const shown = entries.slice(0, SHOWN).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const more = entries.length - shown.length;
  return (
    <Text size="sm" ff="monospace" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
      {shown.join(", ")}
      {more > 0 && `, ${more} more`}
    </Text>
  );
}

const columns: Column<SandboxUserView>[] = [
  {
    key: "identity",
    header: "Identity",
    narrow: "title",
    width: "30%",
    render: (user) => (
      <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
        {user.identity}
      </Text>
    ),
  },
  {
    key: "properties",
    header: "Properties",
    render: (user) => <Properties properties={user.properties} />,
  },
  { key: "changed", header: "Changed", render: (user) => <Time at={user.updatedAt} precision="second" /> },
];

type Query = { property: string; value: string };

/** "users where <property> equals <value>", as a segment at the partner would ask. */
function QueryForm({ query, onQuery }: { query: Query; onQuery: (query: Query) => void }) {
  const [typed, setTyped] = useState(query);
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onQuery({ ...typed, property: typed.property.trim() });
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={words.users.property}
          value={typed.property}
          onChange={(event) => setTyped({ ...typed, property: event.currentTarget.value })}
          w={180}
        />
        <TextInput
          label={words.users.equals}
          value={typed.value}
          onChange={(event) => setTyped({ ...typed, value: event.currentTarget.value })}
          w={180}
        />
        <Button type="submit" variant="light" leftSection={<IconSearch size={16} />}>
          {words.users.find}
        </Button>
        {query.property !== "" && (
          <Button
            variant="default"
            onClick={() => {
              setTyped({ property: "", value: "" });
              onQuery({ property: "", value: "" });
            }}
          >
            {words.users.all}
          </Button>
        )}
      </Group>
    </form>
  );
}

function useUsers(connectionId: string, query: Query) {
  const operation = operations["sandbox.users.list"];
  const input = { id: connectionId, ...query, limit: 50 };
  return useInfiniteQuery({
    queryKey: operationKey(operation, input),
    queryFn: ({ pageParam, signal }) =>
      call(operation, { ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (live) => ((live.state.data?.pages.length ?? 0) <= 1 ? 5_000 : false),
  });
}

/** The users that a partner knows, with their properties. */
export function Users({ connectionId }: { connectionId: string }) {
  const url = useUrlState();
  const query = { property: url.get("property") ?? "", value: url.get("value") ?? "" };
  const list = useUsers(connectionId, query);
  const { panel, show, close } = usePanel<SandboxUserView>();
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  const rows = list.data?.pages.flatMap((page) => page.items);
  const total = list.data?.pages[0]?.total;
  return (
    <section aria-labelledby="users-title">
      <Group justify="space-between" align="flex-end" mb="sm" gap="sm">
        <div>
          <Title order={2} id="users-title">
            {words.users.title}
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {total !== undefined && words.users.found(countWords(total, "user", "users"), query)}
          </Text>
        </div>
        <QueryForm query={query} onQuery={(next) => url.set(next)} />
      </Group>
      <DataTable
        label={words.users.title}
        columns={columns}
        rows={rows}
        rowKey={(user) => user.identity}
        rowName={(user) => user.identity}
        onRowClick={show}
        actions={(user) => [{ label: "Open", icon: IconUserSearch, quick: true, onClick: () => show(user) }]}
        empty={
          <EmptyState
            icon={IconUserSearch}
            title={query.property ? words.users.noMatch : words.users.none.title}
          >
            {query.property ? null : words.users.none.text}
          </EmptyState>
        }
      />
      {list.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Load more users
          </Button>
        </Center>
      )}
      {panel && (
        <SideDrawer
          key={panel.seen}
          opened={panel.opened}
          onClose={close}
          title={panel.subject.identity}
          size={520}
        >
          <JsonView value={panel.subject.properties} label="Properties" maxHeight="70vh" />
        </SideDrawer>
      )}
    </section>
  );
}
