"use client";

import { Button, Group, SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconArchive,
  IconArchiveOff,
  IconChartCircles,
  IconCopy,
  IconEye,
  IconPlus,
  IconSearchOff,
} from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { segmentsMessages as words } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { ListSegments, SegmentRow } from "@/lib/segments/schema.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { sayDone, sayProblem } from "../toast.ts";
import { Count } from "../ui/count.tsx";
import { CursorBar } from "../ui/cursor-bar.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column, RowAction } from "../ui/data-table.tsx";
import { Link } from "../ui/link.tsx";
import { ListTable } from "../ui/list-table.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import { ArchiveModal } from "./archive-modal.tsx";
import { KindMark, Labels, StateMark } from "./marks.tsx";

/** How often the list asks again: while one is counted, and otherwise. */
const COUNTING_MS = 2_000;
const CALM_MS = 15_000;

const columns: Column<SegmentRow>[] = [
  {
    key: "name",
    header: "Name",
    narrow: "title",
    render: (row) => (
      <Link href={`/segments/${row.id}`} className="plain" title={row.description || undefined}>
        <strong style={{ fontWeight: 500 }}>{row.name}</strong>
      </Link>
    ),
  },
  { key: "kind", header: words.kind, render: (row) => <KindMark kind={row.kind} /> },
  {
    key: "people",
    header: words.figures.people,
    align: "right",
    narrowWord: words.figures.people.toLowerCase(),
    render: (row) => (
      <Count
        value={row.countedAt === null && row.people === 0 ? null : row.people}
        href={`/segments/${row.id}?tab=members`}
        label={`in ${row.name}`}
      />
    ),
  },
  { key: "state", header: words.figures.state, render: (row) => <StateMark segment={row} /> },
  {
    key: "labels",
    header: words.builder.labels,
    narrow: "hide",
    render: (row) => (row.labels.length > 0 ? <Labels labels={row.labels} /> : <Dash meaning="no label" />),
  },
  {
    key: "changed",
    header: "Last change",
    narrow: "hide",
    render: (row) => <Time at={row.changedAt} relative />,
  },
  { key: "by", header: "Created by", narrow: "hide", render: (row) => row.createdBy },
];

/** Saved segments, with what can be done to each. */
export function SegmentsScreen() {
  const url = useUrlState();
  const router = useRouter();
  const client = useQueryClient();
  const mayWrite = useVisitor().can("segments.write");
  const archiving = usePanel<SegmentRow>();
  const state: ListSegments["state"] = url.get("state") === "archived" ? "archived" : "active";
  const search = url.get("q") ?? "";
  const cursor = url.get("cursor") ?? "";
  const list = useQuery({
    ...operationQuery(segmentOperations["segments.list"], {
      search,
      state,
      cursor: cursor || undefined,
      limit: 20,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.items.some((row) => row.state === "counting") ? COUNTING_MS : CALM_MS,
  });
  const refresh = () =>
    client.invalidateQueries({ queryKey: operationKey(segmentOperations["segments.list"]) });
  useHotkeys(mayWrite ? [["n", () => router.push("/segments/new")]] : []);
  const change = useMutation({
    mutationFn: ({ row, what }: { row: SegmentRow; what: "duplicate" | "restore" }) =>
      call(segmentOperations[`segments.${what}`], { id: row.id }),
    onSuccess: async (saved, { what }) => {
      await refresh();
      sayDone(what === "duplicate" ? words.row.duplicated(saved.name) : words.row.restored(saved.name));
    },
    onError: sayProblem,
  });
  const create = mayWrite ? (
    <Button component={Link} href="/segments/new" leftSection={<IconPlus size={16} />}>
      {words.create}
    </Button>
  ) : undefined;
  function actionsOf(row: SegmentRow): RowAction[] {
    const open: RowAction = {
      label: words.row.edit,
      icon: IconEye,
      href: `/segments/${row.id}`,
      quick: true,
    };
    if (!mayWrite) {
      return [open];
    }
    return [
      open,
      {
        label: words.row.duplicate,
        icon: IconCopy,
        onClick: () => change.mutate({ row, what: "duplicate" }),
      },
      row.archivedAt === null
        ? { label: words.row.archive, icon: IconArchive, onClick: () => archiving.show(row) }
        : {
            label: words.row.restore,
            icon: IconArchiveOff,
            onClick: () => change.mutate({ row, what: "restore" }),
          },
    ];
  }
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={create} />
      <Group mb="sm" gap="xs">
        <SearchField
          label={words.search}
          value={search}
          onSearch={(text) => url.set({ q: text, cursor: null })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Which segments"
          value={state}
          data={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
          onChange={(next) => url.set({ state: next === "archived" ? next : null, cursor: null })}
        />
      </Group>
      <ListTable
        list={list}
        label="Segments"
        columns={columns}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rowHref={(row) => `/segments/${row.id}`}
        actions={actionsOf}
        nothing={search === "" && state === "active"}
        none={{
          icon: IconChartCircles,
          title: words.empty.title,
          text: mayWrite ? words.empty.text : words.empty.readOnly,
          action: create,
        }}
        noMatch={{
          icon: IconSearchOff,
          title: words.noMatch.title,
          reset: words.noMatch.reset,
          onReset: () => url.set({ q: null, state: null, cursor: null }),
        }}
      />
      <CursorBar
        cursor={cursor}
        next={list.data?.nextCursor}
        onCursor={(next) => url.set({ cursor: next })}
      />
      {archiving.panel && (
        <ArchiveModal
          segment={archiving.panel.subject}
          opened={archiving.panel.opened}
          onClose={archiving.close}
        />
      )}
    </>
  );
}
