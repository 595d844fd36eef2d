"use client";

import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import {
  IconDownload,
  IconEye,
  IconListDetails,
  IconPencil,
  IconPlus,
  IconSearchOff,
  IconTargetArrow,
  IconTrash,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import { audienceOrigins, originIds } from "@/lib/audiences/origins.ts";
import type { AudienceRow } from "@/lib/audiences/schema.ts";
import { audiencesMessages as words } from "@/lib/messages/audiences.ts";
import { hrefOf } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { DataTable, type RowAction } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LiveMark } from "../ui/live-mark.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { PaginationBar } from "../ui/pagination-bar.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import { audienceColumns } from "./audience-columns.tsx";
import classes from "./audiences.module.css";
import { DeleteModal } from "./delete-modal.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { useListState } from "./list-state.ts";
import { NewAudienceDrawer } from "./new-audience-drawer.tsx";

function WaysToStart({ onCreate }: { onCreate: () => void }) {
  return (
    <Stack gap="xs" mt="sm">
      {words.empty.ways.map((way) => (
        <div key={way.title} className={classes.way}>
          <Group justify="space-between" gap="xs">
            <Text fw={500} size="sm" c="var(--mantine-color-text)">
              {way.title}
            </Text>
            {way.href ? (
              <Button component={Link} href={way.href} size="compact-sm" variant="default">
                Open the API
              </Button>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                onClick={onCreate}
                aria-label={`${words.create}: ${way.title}`}
              >
                {words.create}
              </Button>
            )}
          </Group>
          <Text size="sm" mt={4}>
            {way.text}
          </Text>
        </div>
      ))}
    </Stack>
  );
}

/** The list of audiences, with the drawer that creates one. */
export function AudiencesScreen() {
  const state = useListState();
  const mayWrite = useVisitor().can("audiences.write");
  const [creating, { open, close }] = useDisclosure(state.url.get("create") === "1");
  const edit = usePanel<AudienceRow>();
  const remove = usePanel<AudienceRow>();
  const list = useQuery({
    ...operationQuery(audienceOperations["audiences.list"], state.input),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  useHotkeys(mayWrite ? [["n", open]] : []);
  const none = list.data?.total === 0 && !state.narrowed;
  const create = mayWrite ? (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {words.create}
    </Button>
  ) : undefined;
  function actionsOf(row: AudienceRow): RowAction[] {
    const csv = hrefOf(audienceOperations["audiences.membersCsv"], { id: row.id });
    const reading: RowAction[] = [
      { label: "View", icon: IconEye, href: `/audiences/${row.id}`, quick: true },
      ...(row.origin === "eventbridge"
        ? [
            {
              label: "Open set-up",
              icon: IconListDetails,
              href: `/audiences/${row.id}?tab=set-up`,
              quick: true,
            },
          ]
        : []),
      { label: words.members.download, icon: IconDownload, onClick: () => window.location.assign(csv) },
    ];
    return mayWrite
      ? [
          ...reading,
          { label: words.edit.title, icon: IconPencil, onClick: () => edit.show(row) },
          {
            label: words.remove.action,
            icon: IconTrash,
            danger: true,
            onClick: () => remove.show(row),
            disabledReason: row.usedBy.length > 0 ? words.remove.inUse : null,
          },
        ]
      : reading;
  }
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={create} />
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : none ? (
        <EmptyState icon={IconTargetArrow} title={words.empty.title}>
          {mayWrite ? words.empty.text : words.empty.readOnly}
          {mayWrite && <WaysToStart onCreate={open} />}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" mb="sm" gap="xs">
            <Group gap="xs">
              <SearchField
                label={words.search}
                value={state.search}
                onSearch={(text) => state.url.set({ q: text })}
              />
              <NativeSelect
                aria-label="Source"
                value={state.origin}
                onChange={(event) => state.url.set({ origin: event.currentTarget.value || null })}
                data={[
                  { value: "", label: "All sources" },
                  ...originIds.map((id) => ({ value: id, label: audienceOrigins[id].label })),
                ]}
              />
            </Group>
            <LiveMark live={!list.isError} />
          </Group>
          <DataTable
            label="Audiences"
            columns={audienceColumns(state)}
            rows={list.data?.items}
            rowKey={(row) => row.id}
            rowName={(row) => row.name}
            rowHref={(row) => `/audiences/${row.id}`}
            actions={actionsOf}
            empty={
              <EmptyState
                icon={IconSearchOff}
                title={words.noMatch.title}
                action={
                  <Button variant="default" onClick={state.reset}>
                    {words.noMatch.reset}
                  </Button>
                }
              />
            }
          />
          {list.data && list.data.total > 0 && (
            <PaginationBar
              page={state.input.page}
              perPage={state.input.perPage}
              total={list.data.total}
              capped={list.data.totalIsCapped}
              onPage={(page) => state.url.set({ page: page === 1 ? null : page })}
              onPerPage={(perPage) => state.url.set({ perPage: perPage === 20 ? null : perPage })}
            />
          )}
        </>
      )}
      {mayWrite && (
        <NewAudienceDrawer
          opened={creating}
          onClose={() => {
            close();
            state.url.set({ create: null });
          }}
        />
      )}
      {edit.panel && (
        <EditDrawer
          key={edit.panel.seen}
          audience={edit.panel.subject}
          opened={edit.panel.opened}
          onClose={edit.close}
        />
      )}
      {remove.panel && (
        <DeleteModal audience={remove.panel.subject} opened={remove.panel.opened} onClose={remove.close} />
      )}
    </>
  );
}
