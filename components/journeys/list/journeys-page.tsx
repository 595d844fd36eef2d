"use client";

import { Button, Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconRoute,
  IconSearchOff,
} from "@tabler/icons-react";
import { hashKey, keepPreviousData, useQuery } from "@tanstack/react-query";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyPage, JourneyRow } from "@/lib/journeys/schema.ts";
import { activeStatuses, journeyStatuses } from "@/lib/journeys/statuses.ts";
import { journeysMessages as words } from "@/lib/messages/journeys.ts";
import { operationQuery } from "../../operation-query.ts";
import type { RowAction } from "../../ui/data-table.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PaginationBar } from "../../ui/pagination-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { type UrlState, useUrlState } from "../../ui/use-url-state.ts";
import { usePanel } from "../../use-panel.ts";
import { useVisitor } from "../../visitor.tsx";
import { PauseJourneyModal } from "../pause-modal.tsx";
import { StopJourneyModal } from "../stop-modal.tsx";
import { type JourneyVerb, journeyHref, useJourneyVerbs } from "../use-journey-verbs.ts";
import { BeginDrawer } from "./begin-drawer.tsx";
import { journeyColumns } from "./journey-columns.tsx";
import { type JourneyListInput, journeySorts, perPageChoices, readJourneyAddress } from "./list-address.ts";

export type FirstJourneys = { input: JourneyListInput; page: JourneyPage };

function rowActions(
  row: JourneyRow,
  mayWrite: boolean,
  change: (verb: JourneyVerb) => void,
  pause: () => void,
  stop: () => void,
): RowAction[] {
  const { actions } = words;
  const open: RowAction = { label: actions.open, icon: IconPencil, href: journeyHref(row.id), quick: true };
  if (!mayWrite) {
    return [open];
  }
  const isActive = activeStatuses.includes(row.status);
  const going: RowAction[] = isActive
    ? [
        row.status === "PAUSED"
          ? { label: actions.resume, icon: IconPlayerPlay, quick: true, onClick: () => change("resume") }
          : { label: actions.pause, icon: IconPlayerPause, quick: true, onClick: pause },
        { label: actions.stop, icon: IconPlayerStop, danger: true, onClick: stop },
      ]
    : [];
  return [
    open,
    { label: actions.duplicate, icon: IconCopy, onClick: () => change("duplicate") },
    ...going,
    row.archivedAt === null
      ? {
          label: actions.archive,
          icon: IconArchive,
          disabledReason: isActive ? actions.cannotArchive : null,
          onClick: () => change("archive"),
        }
      : { label: actions.restore, icon: IconArchiveOff, onClick: () => change("restore") },
  ];
}

function Filters({ url, input }: { url: UrlState; input: JourneyListInput }) {
  return (
    <Group gap="xs" role="group" aria-label={words.filters.group} mb="sm">
      <SearchField
        key={input.search === "" ? "empty" : "searched"}
        label={words.search}
        value={input.search}
        onSearch={(text) => url.set({ q: text })}
        width={230}
      />
      <NativeSelect
        w={140}
        aria-label={words.filters.status}
        value={input.status ?? ""}
        onChange={(event) => url.set({ status: event.currentTarget.value })}
        data={[
          { value: "", label: words.filters.allStatuses },
          ...journeyStatuses.map((value) => ({ value, label: words.statuses[value] })),
        ]}
      />
      <NativeSelect
        w={150}
        aria-label={words.sort.label}
        value={input.sort}
        onChange={(event) => url.set({ sort: event.currentTarget.value })}
        data={journeySorts.map((value) => ({ value, label: words.sort.by[value] }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.state.label}
        value={input.state}
        onChange={(value) => url.set({ state: value === "archived" ? value : null })}
        data={(["active", "archived"] as const).map((value) => ({ value, label: words.state[value] }))}
      />
      {(input.search !== "" || input.status) && (
        <Button size="compact-sm" variant="subtle" onClick={() => url.set({ q: null, status: null })}>
          {words.filters.reset}
        </Button>
      )}
    </Group>
  );
}

/** Every journey of the workspace, with what can be done with each. */
export function JourneysPage({ initial }: { initial?: FirstJourneys }) {
  const url = useUrlState();
  const input = readJourneyAddress(url);
  const mayWrite = useVisitor().can("journeys.write");
  const beginning = usePanel<null>();
  const pausing = usePanel<JourneyRow>();
  const stopping = usePanel<JourneyRow>();
  const verbs = useJourneyVerbs();
  const list = useQuery({
    ...operationQuery(journeyOperations["journeys.list"], input),
    initialData: initial && hashKey([initial.input]) === hashKey([input]) ? initial.page : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "RUNNING") ? 5_000 : 30_000,
  });
  useHotkeys(mayWrite ? [["n", () => beginning.show(null)]] : []);
  const create = mayWrite ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => beginning.show(null)}>
      {words.create}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={create} />
      <Filters url={url} input={input} />
      <ListTable
        list={list}
        label={words.title}
        columns={journeyColumns}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rowHref={(row) => journeyHref(row.id)}
        actions={(row) =>
          rowActions(
            row,
            mayWrite,
            (verb) => verbs.mutate({ id: row.id, verb }),
            () => pausing.show(row),
            () => stopping.show(row),
          )
        }
        nothing={input.search === "" && input.status === undefined}
        none={
          input.state === "archived"
            ? {
                icon: IconArchive,
                title: words.empty.archived,
                text: words.empty.archivedText,
                action: (
                  <Button variant="default" onClick={() => url.set({ state: null })}>
                    {words.empty.showActive}
                  </Button>
                ),
              }
            : {
                icon: IconRoute,
                title: words.empty.title,
                text: mayWrite ? words.empty.text : words.empty.readOnly,
                action: create,
              }
        }
        noMatch={{
          icon: IconSearchOff,
          title: words.noMatch.title,
          reset: words.filters.reset,
          onReset: () => url.set({ q: null, status: null }),
        }}
      />
      {list.data && list.data.total > 0 && (
        <PaginationBar
          page={input.page}
          perPage={input.perPage}
          total={list.data.total}
          choices={perPageChoices}
          onPage={(page) => url.set({ page: page === 1 ? null : page })}
          onPerPage={(perPage) => url.set({ perPage: perPage === 20 ? null : perPage })}
        />
      )}
      <BeginDrawer opened={beginning.panel?.opened ?? false} onClose={beginning.close} />
      {pausing.panel && (
        <PauseJourneyModal
          journey={pausing.panel.subject}
          opened={pausing.panel.opened}
          onClose={pausing.close}
        />
      )}
      {stopping.panel && (
        <StopJourneyModal
          journey={stopping.panel.subject}
          opened={stopping.panel.opened}
          onClose={stopping.close}
        />
      )}
    </>
  );
}
