"use client";

import { Badge, Button, Group, SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconArchive,
  IconArchiveOff,
  IconChartCircles,
  IconCopy,
  IconEye,
  IconPlus,
  IconSearchOff,
  IconUpload,
} from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { listMessages } from "@/lib/messages/lists.ts";
import { segmentsMessages as words } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { ListSegments, SegmentRow } from "@/lib/segments/schema.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { sayDone, sayProblem } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
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
  {
    key: "labels",
    header: "Labels",
    render: (row) =>
      row.labels.length > 0 ? (
        <Group gap={4}>
          {row.labels.map((label) => (
            <Badge key={label} size="sm" variant="default" tt="none" fw={400}>
              {label}
            </Badge>
          ))}
        </Group>
      ) : (
        <Dash meaning="no label" />
      ),
  },
  { key: "changed", header: "Last change", render: (row) => <Time at={row.changedAt} relative /> },
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
    <Group gap="xs" justify="center">
      <Button
        component={Link}
        href="/segments/lists/new"
        variant="default"
        leftSection={<IconUpload size={16} />}
      >
        {listMessages.create}
      </Button>
      <Button component={Link} href="/segments/new" leftSection={<IconPlus size={16} />}>
        {words.create}
      </Button>
    </Group>
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
        <ConfirmModal
          opened={archiving.panel.opened}
          onClose={archiving.close}
          title={`${words.row.archive} "${archiving.panel.subject.name}"?`}
          confirmLabel={words.row.archive}
          onConfirm={async () => {
            const { id, name } = archiving.panel?.subject ?? { id: "", name: "" };
            await call(segmentOperations["segments.archive"], { id });
            await refresh();
            sayDone(words.row.archived(name));
          }}
        >
          {words.row.archiveText}
        </ConfirmModal>
      )}
    </>
  );
}
