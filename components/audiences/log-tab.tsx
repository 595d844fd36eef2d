"use client";

import { Group, SegmentedControl, Stack } from "@mantine/core";
import { IconBan, IconCircleCheck, IconCircleMinus, IconEye, IconListDetails } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import { type AudienceView, type OperationView, operationVerdicts } from "@/lib/audiences/schema.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { operationQuery } from "../operation-query.ts";
import { Chip, type Tone } from "../ui/chip.tsx";
import { CursorBar } from "../ui/cursor-bar.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import classes from "./audiences.module.css";

const words = audiencesMessages.log;
const PER_PAGE = 50;

type Verdict = OperationView["verdict"];
const faces: Record<Verdict, { tone: Tone; icon: typeof IconBan }> = {
  applied: { tone: "green", icon: IconCircleCheck },
  ignored: { tone: "grey", icon: IconCircleMinus },
  refused: { tone: "red", icon: IconBan },
};

function VerdictChip({ verdict }: { verdict: Verdict }) {
  const { tone, icon } = faces[verdict];
  return (
    <Chip tone={tone} icon={icon}>
      {words.verdicts[verdict]}
    </Chip>
  );
}

const columns: Column<OperationView>[] = [
  {
    key: "identity",
    header: "Identity",
    narrow: "title",
    render: (row) =>
      row.identity ? (
        <span className={classes.identity} title={row.identity}>
          {row.identity}
        </span>
      ) : (
        <Dash meaning="no identity was read" />
      ),
  },
  {
    key: "operation",
    header: "Operation",
    render: (row) => row.operation || <Dash meaning="no operation was read" />,
  },
  { key: "verdict", header: "Verdict", render: (row) => <VerdictChip verdict={row.verdict} /> },
  { key: "reason", header: "Why", render: (row) => row.reason },
  {
    key: "received",
    header: "Received",
    render: (row) => <Time at={row.receivedAt} precision="second" />,
  },
  {
    key: "at",
    header: "Happened",
    narrow: "hide",
    render: (row) => <Time at={row.at} precision="second" />,
  },
];

function Detail({ of }: { of: OperationView }) {
  return (
    <Stack>
      <Group gap="xs">
        <VerdictChip verdict={of.verdict} />
        {of.reason || words.verdictHelp[of.verdict]}
      </Group>
      <Facts
        facts={[
          { label: "Operation", value: of.operation || <Dash meaning="none was read" /> },
          { label: "Received", value: <Time at={of.receivedAt} precision="second" /> },
          { label: "Happened", value: <Time at={of.at} precision="second" /> },
          { label: "Event ID", value: of.eventId ?? <Dash meaning="the call had none" /> },
        ]}
      />
      <JsonView label="What came in" value={of.body} />
    </Stack>
  );
}

/** What came in and what became of it, newest first, as it comes. */
export function LogTab({ audience }: { audience: AudienceView }) {
  const url = useUrlState();
  const search = url.get("search") ?? "";
  const cursor = url.get("cursor") ?? "";
  const verdict = operationVerdicts.find((each) => each === url.get("verdict"));
  const detail = usePanel<OperationView>();
  const list = useQuery({
    ...operationQuery(audienceOperations["audiences.operations"], {
      id: audience.id,
      search: search || undefined,
      verdict,
      cursor: cursor || undefined,
      limit: PER_PAGE,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 2_000,
  });
  const narrowed = search !== "" || verdict !== undefined;
  return (
    <>
      <Group mb="sm" gap="xs">
        <SearchField
          label={words.search}
          value={search}
          onSearch={(text) => url.set({ search: text, cursor: null })}
        />
        <SegmentedControl
          aria-label="Verdict"
          size="xs"
          value={verdict ?? "all"}
          onChange={(next) => url.set({ verdict: next === "all" ? null : next, cursor: null })}
          data={[
            { value: "all", label: "All" },
            ...operationVerdicts.map((value) => ({ value, label: words.verdicts[value] })),
          ]}
        />
      </Group>
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          label="Log"
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.operation} ${row.identity}`}
          onRowClick={detail.show}
          actions={(row) => [
            { label: "Show what came in", icon: IconEye, quick: true, onClick: () => detail.show(row) },
          ]}
          skeletonRows={8}
          empty={
            <EmptyState icon={IconListDetails} title={narrowed ? words.none : words.empty}>
              {narrowed ? words.noneText : words.emptyText}
            </EmptyState>
          }
        />
      )}
      <CursorBar
        cursor={cursor}
        next={list.data?.nextCursor}
        onCursor={(next) => url.set({ cursor: next })}
      />
      <SideDrawer
        opened={detail.panel?.opened ?? false}
        onClose={detail.close}
        title={detail.panel?.subject.identity || "What came in"}
      >
        {detail.panel && <Detail of={detail.panel.subject} />}
      </SideDrawer>
    </>
  );
}
