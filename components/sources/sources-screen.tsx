"use client";

import { Button, Group } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import {
  IconActivity,
  IconCircleCheck,
  IconCircleOff,
  IconKey,
  IconKeyOff,
  IconListDetails,
  IconPlus,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { Link } from "@/components/ui/link.tsx";
import { sourcesMessages as words } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { ListedSource } from "@/lib/sources/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column, RowAction } from "../ui/data-table.tsx";
import { ListTable } from "../ui/list-table.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import { CreateSourceDrawer } from "./create-source-drawer.tsx";
import { LastDay } from "./last-day.tsx";
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

const columns: Column<ListedSource>[] = [
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
  {
    key: "state",
    header: "State",
    render: (source) => (
      <Group gap={6}>
        <EnabledChip enabled={source.enabled} />
        {source.liveKeys === 0 && (
          <Chip tone="amber" icon={IconKeyOff} tooltip={words.keys.empty}>
            No write key
          </Chip>
        )}
      </Group>
    ),
  },
  { key: "day", header: words.lastDay.header, render: (source) => <LastDay source={source} /> },
  {
    key: "last",
    header: "Last call",
    render: (source) =>
      source.lastCallAt ? <Time at={source.lastCallAt} relative /> : <Dash meaning="no call yet" />,
  },
  {
    key: "created",
    header: "Created",
    narrow: "hide",
    render: (source) => <Time at={source.createdAt} precision="day" />,
  },
  { key: "by", header: "Created by", narrow: "hide", render: (source) => source.createdBy },
];

function actionsOf(source: ListedSource, mayWrite: boolean): RowAction[] {
  const keys = `/sources/${source.id}?tab=keys`;
  const needsKey = mayWrite && source.liveKeys === 0;
  return [
    { label: "Watch calls", icon: IconActivity, href: `/sources/${source.id}`, quick: true },
    needsKey
      ? { label: words.keys.create, icon: IconKey, href: `${keys}&create=1`, quick: true }
      : {
          label: "Open set-up",
          icon: IconListDetails,
          href: `/sources/${source.id}?tab=set-up`,
          quick: true,
        },
    { label: "Open keys", icon: IconKey, href: keys },
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
      {(list.data?.items.length ?? 0) > 5 && (
        <Group mb="sm">
          <SearchField label="Search sources" value={search} onSearch={(text) => url.set({ search: text })} />
        </Group>
      )}
      <ListTable
        label="Sources"
        list={list}
        columns={columns}
        rows={rows}
        rowKey={(source) => source.id}
        rowName={(source) => source.name}
        rowHref={(source) => `/sources/${source.id}`}
        actions={(source) => actionsOf(source, mayWrite)}
        skeletonRows={3}
        nothing={none}
        none={{
          icon: IconActivity,
          title: words.empty.title,
          text: mayWrite ? words.empty.text : words.empty.readOnly,
          action: create,
        }}
        noMatch={{
          icon: IconActivity,
          title: "No source matches",
          reset: "Reset the search",
          onReset: () => url.set({ search: null }),
        }}
      />
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
