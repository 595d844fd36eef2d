"use client";

import { Button, Group } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import {
  IconActivity,
  IconCircleCheck,
  IconCircleOff,
  IconKey,
  IconListDetails,
  IconPlus,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { z } from "zod";
import { sourcesMessages as words } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { SourceView } from "@/lib/sources/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable, type RowAction } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import { CreateSourceDrawer } from "./create-source-drawer.tsx";
import { platformFaces } from "./platforms.ts";

export function EnabledChip({ enabled }: { enabled: boolean }) {
  return enabled ? (
    <Chip tone="green" icon={IconCircleCheck}>
      Enabled
    </Chip>
  ) : (
    <Chip tone="grey" icon={IconCircleOff} tooltip="Calls to this source are refused.">
      Disabled
    </Chip>
  );
}

const columns: Column<SourceView>[] = [
  {
    key: "name",
    header: "Name",
    narrow: "title",
    render: (source) => (
      <Link href={`/sources/${source.id}`} className="plain">
        <strong style={{ fontWeight: 500 }}>{source.name}</strong>
      </Link>
    ),
  },
  {
    key: "platform",
    header: "Platform",
    render: (source) => {
      const { icon: Icon, label } = platformFaces[source.platform];
      return (
        <Group gap={6} wrap="nowrap">
          <Icon size={16} stroke={1.6} aria-hidden="true" />
          {label}
        </Group>
      );
    },
  },
  { key: "state", header: "State", render: (source) => <EnabledChip enabled={source.enabled} /> },
  {
    key: "last",
    header: "Last call",
    render: (source) =>
      source.lastUsedAt ? (
        <Time at={source.lastUsedAt} relative />
      ) : (
        <Dash meaning="no key of it was used yet" />
      ),
  },
  {
    key: "keys",
    header: "Write keys",
    align: "right",
    narrow: "hide",
    render: (source) =>
      source.liveKeys > 0 ? (
        source.liveKeys
      ) : (
        <Chip tone="amber" icon={IconKey} tooltip={words.keys.empty}>
          none
        </Chip>
      ),
  },
  {
    key: "created",
    header: "Created",
    narrow: "hide",
    render: (source) => <Time at={source.createdAt} precision="day" />,
  },
  { key: "by", header: "Created by", narrow: "hide", render: (source) => source.createdBy },
];

function actionsOf(source: SourceView): RowAction[] {
  return [
    { label: "Watch calls", icon: IconActivity, href: `/sources/${source.id}`, quick: true },
    { label: "Open set-up", icon: IconListDetails, href: `/sources/${source.id}?tab=set-up`, quick: true },
    { label: "Open keys", icon: IconKey, href: `/sources/${source.id}?tab=keys` },
  ];
}

/** The list of sources, with the drawer that creates one. */
export function SourcesScreen({
  initial,
}: {
  initial?: z.output<(typeof sourcesOperations)["sources.list"]["output"]>;
}) {
  const visitor = useVisitor();
  const url = useUrlState();
  const mayWrite = visitor.can("sources.write");
  const [creating, { open, close }] = useDisclosure(url.get("create") === "1");
  const list = useQuery({
    ...operationQuery(sourcesOperations["sources.list"], {}),
    initialData: initial,
    refetchInterval: 10_000,
  });
  useHotkeys(mayWrite ? [["n", open]] : []);
  const search = url.get("search") ?? "";
  const rows = list.data?.items.filter((source) => source.name.toLowerCase().includes(search.toLowerCase()));
  const create = mayWrite ? (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {words.create}
    </Button>
  ) : undefined;
  const none = list.data?.items.length === 0;
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={none ? undefined : create} />
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : none ? (
        <EmptyState icon={IconActivity} title={words.empty.title} action={create}>
          {mayWrite ? words.empty.text : words.empty.readOnly}
        </EmptyState>
      ) : (
        <>
          {(list.data?.items.length ?? 0) > 5 && (
            <Group mb="sm">
              <SearchField
                label="Search sources"
                value={search}
                onSearch={(text) => url.set({ search: text })}
              />
            </Group>
          )}
          <DataTable
            label="Sources"
            columns={columns}
            rows={rows}
            rowKey={(source) => source.id}
            rowName={(source) => source.name}
            rowHref={(source) => `/sources/${source.id}`}
            actions={actionsOf}
            empty={
              <EmptyState
                icon={IconActivity}
                title="No source matches"
                action={
                  <Button variant="default" onClick={() => url.set({ search: null })}>
                    Reset the search
                  </Button>
                }
              />
            }
          />
        </>
      )}
      {mayWrite && (
        <CreateSourceDrawer
          opened={creating}
          onClose={() => {
            close();
            url.set({ create: null });
          }}
        />
      )}
    </>
  );
}
