"use client";

import { Button, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconEdit, IconPlus, IconTrash, IconUserOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { controlGroupLimits } from "@/lib/control-groups/limits.ts";
import { controlGroupOperations } from "@/lib/control-groups/operations.ts";
import type { ControlGroupCounts, ControlGroupList, ControlGroupView } from "@/lib/control-groups/schema.ts";
import { controlGroupMessages as words } from "@/lib/messages/control-groups.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { Count } from "../ui/count.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Time } from "../ui/time.tsx";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import { ControlGroupDrawer } from "./control-group-drawer.tsx";

function columnsWith(counts: ControlGroupCounts | undefined): Column<ControlGroupView>[] {
  const peopleOf = (id: string) => counts?.items.find((each) => each.id === id)?.people;
  return [
    {
      key: "name",
      header: words.columns.name,
      narrow: "title",
      render: (row) => <strong style={{ fontWeight: 500 }}>{row.name}</strong>,
    },
    {
      key: "kind",
      header: words.columns.kind,
      render: (row) => (
        <>
          {words.kinds[row.kind].name}{" "}
          <Text span size="xs" c="dimmed" visibleFrom="sm">
            {words.kinds[row.kind].help}
          </Text>
        </>
      ),
    },
    {
      key: "percent",
      header: words.columns.percent,
      align: "right",
      render: (row) => <span className="numbers">{row.percent} %</span>,
    },
    {
      key: "people",
      header: words.columns.people,
      align: "right",
      render: (row) => (
        <>
          <Count value={peopleOf(row.id)} />{" "}
          <Text span size="xs" c="dimmed" className="numbers">
            {counts ? words.of(counts.of.toLocaleString("en")) : words.counting}
          </Text>
        </>
      ),
    },
    { key: "by", header: words.columns.by, narrow: "hide", render: (row) => row.createdBy },
    {
      key: "changed",
      header: words.columns.changed,
      narrow: "hide",
      render: (row) => <Time at={row.changedAt} relative />,
    },
  ];
}

/** `group`: null while one is made. */
type Editing = { group: ControlGroupView | null; kind: ControlGroupView["kind"] };

/** *Control groups*: who is set aside, how many they are now, and making, changing and removing a group. */
export function ControlGroupsScreen({ first }: { first: ControlGroupList | undefined }) {
  const client = useQueryClient();
  const mayWrite = useVisitor().can("segments.write");
  const { panel: editing, show, close } = usePanel<Editing>();
  const removing = usePanel<ControlGroupView>();
  const groups = useQuery({
    ...operationQuery(controlGroupOperations["controlGroups.list"], {}),
    initialData: first,
  });
  const counts = useQuery({
    ...operationQuery(controlGroupOperations["controlGroups.counts"], {}),
    refetchInterval: 60_000,
  });
  const items = groups.data?.items;
  const hasSystem = items?.some(({ kind }) => kind === "system") ?? false;
  const isFull = (items?.filter(({ kind }) => kind === "custom").length ?? 0) >= controlGroupLimits.custom;
  async function refresh(): Promise<void> {
    for (const name of ["list", "counts", "ofPerson"] as const) {
      await client.invalidateQueries({
        queryKey: operationKey(controlGroupOperations[`controlGroups.${name}`]),
      });
    }
  }
  function edit(group: ControlGroupView | null): void {
    show({ group, kind: group?.kind ?? (hasSystem ? "custom" : "system") });
  }
  const create = mayWrite && items && (
    <Button
      leftSection={<IconPlus size={16} />}
      onClick={() => edit(null)}
      disabled={isFull}
      title={isFull ? words.limit : undefined}
    >
      {hasSystem ? words.create : words.first}
    </Button>
  );
  useHotkeys(create && !isFull ? [["n", () => edit(null)]] : []);
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={hasSystem && create} />
      {groups.error && !items ? (
        <ErrorState error={groups.error} onRetry={() => groups.refetch()} />
      ) : (
        <DataTable
          label={words.title}
          columns={columnsWith(counts.data)}
          rows={items}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          {...(mayWrite && {
            onRowClick: edit,
            actions: (row: ControlGroupView) => [
              { label: words.edit, icon: IconEdit, quick: true, onClick: () => edit(row) },
              { label: words.remove, icon: IconTrash, danger: true, onClick: () => removing.show(row) },
            ],
          })}
          empty={
            <EmptyState icon={IconUserOff} title={words.empty.title} action={create}>
              {words.empty.text}
              {!mayWrite && ` ${words.empty.readOnly}`}
            </EmptyState>
          }
        />
      )}
      {editing && (
        <ControlGroupDrawer
          key={editing.seen}
          group={editing.subject.group}
          kind={editing.subject.kind}
          people={counts.data?.of ?? null}
          opened={editing.opened}
          onClose={close}
          onSaved={async ({ name }) => {
            close();
            sayDone(words.saved(name));
            await refresh();
          }}
        />
      )}
      {removing.panel && (
        <ConfirmModal
          opened={removing.panel.opened}
          onClose={removing.close}
          title={words.removeTitle(removing.panel.subject.name)}
          confirmLabel={words.remove}
          danger
          onConfirm={async () => {
            const { id, name } = removing.panel?.subject ?? { id: "", name: "" };
            await call(controlGroupOperations["controlGroups.remove"], { id });
            sayDone(words.removed(name));
            await refresh();
          }}
        >
          {words.removeText}
        </ConfirmModal>
      )}
    </>
  );
}
