"use client";

import { Anchor, Group, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconClock, IconLoader2, IconUserX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { forgetStateWords, forgetStatusWords, forgetsText } from "@/lib/messages/forgets.ts";
import type { ForgetView } from "@/lib/people/forgets/schema.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { Chip, type Tone } from "../ui/chip.tsx";
import { countWords } from "../ui/count.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { ForgetReceipt, stepFaces } from "./forget-receipt.tsx";

const words = forgetsText.page;

const statusFaces: Record<ForgetView["status"], { tone: Tone; icon: typeof IconClock; moving?: boolean }> = {
  PENDING: { tone: "slate", icon: IconClock },
  RUNNING: { tone: "blue", icon: IconLoader2, moving: true },
  DONE: { tone: "green", icon: IconCircleCheck },
  REFUSED: { tone: "red", icon: IconCircleX },
};

const columnsFor = (open: (id: string) => void): Column<ForgetView>[] => [
  {
    key: "requested",
    header: words.requested,
    narrow: "title",
    render: (of) => (
      <Anchor component="button" type="button" size="sm" onClick={() => open(of.id)}>
        <Time at={of.createdAt} precision="second" />
      </Anchor>
    ),
  },
  {
    key: "status",
    header: words.status,
    render: (of) => {
      const { tone, icon, moving } = statusFaces[of.status];
      return (
        <Chip tone={tone} icon={icon} moving={moving}>
          {forgetStatusWords[of.status]}
        </Chip>
      );
    },
  },
  {
    key: "here",
    header: words.here,
    render: (of) => countWords(of.erased.events, "event", "events"),
  },
  {
    key: "partners",
    header: words.partners,
    render: (of) =>
      of.steps.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.onlyHere}
        </Text>
      ) : (
        <Group gap={6}>
          {of.steps.map((step) => (
            <Chip
              key={step.connectionId}
              tone={stepFaces[step.state].tone}
              icon={stepFaces[step.state].icon}
              tooltip={step.message || undefined}
            >
              {step.nickname}: {forgetStateWords[step.state]}
            </Chip>
          ))}
        </Group>
      ),
  },
  { key: "by", header: words.by, render: (of) => of.createdBy },
];

const isOpen = ({ status }: ForgetView) => status === "PENDING" || status === "RUNNING";

/** People who were deleted, with the answers of the partners. */
export function DeletionsPage() {
  const url = useUrlState();
  const operation = peopleOperations["people.forgets.list"];
  const list = useInfiniteQuery({
    queryKey: operationKey(operation, {}),
    queryFn: ({ pageParam, signal }) => call(operation, pageParam ? { cursor: pageParam } : {}, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isOpen)) ? 1_000 : 10_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const opened = rows?.find(({ id }) => id === url.get("open"));
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      <DataTable
        label={words.title}
        columns={columnsFor((id) => url.set({ open: id }))}
        rows={rows}
        rowKey={(of) => of.id}
        onRowClick={(of) => url.set({ open: of.id })}
        empty={
          <EmptyState icon={IconUserX} title={words.none.title}>
            {words.none.text}
          </EmptyState>
        }
      />
      <LoadMore list={list}>{words.more}</LoadMore>
      <SideDrawer opened={opened !== undefined} onClose={() => url.set({ open: null })} title={words.receipt}>
        {opened && <ForgetReceipt of={opened} />}
      </SideDrawer>
    </>
  );
}
