import { Button, Group, NativeSelect } from "@mantine/core";
import { IconDownload, IconSearchOff, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignReport, RecipientRow } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { hrefOf } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { CursorBar } from "../../ui/cursor-bar.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Link } from "../../ui/link.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { OutcomeWhen, Reactions } from "./outcome-cells.tsx";
import { OutcomeChip } from "./outcome-chip.tsx";
import { groupChoices, groupOf, groupParameters, groupValue } from "./people-group.ts";
import classes from "./report.module.css";

const words = campaignReportMessages.recipients;
const PER_PAGE = 50;

const nameOf = (row: RecipientRow): string => row.name ?? row.email ?? row.userId ?? words.unnamed;

function Person({ row }: { row: RecipientRow }) {
  const others = [row.userId, row.email].filter((each) => each !== null && each !== nameOf(row));
  return (
    <>
      <Link href={`/people/${row.personId}`} className={classes.who} title={nameOf(row)}>
        {nameOf(row)}
      </Link>
      {others.length > 0 && (
        <span className={`${classes.muted} ${classes.who}`} style={{ display: "block" }}>
          {others.join(", ")}
        </span>
      )}
    </>
  );
}

const columns: Column<RecipientRow>[] = [
  { key: "person", header: words.person, narrow: "title", render: (row) => <Person row={row} /> },
  {
    key: "outcome",
    header: words.outcome,
    render: (row) => <OutcomeChip status={row.status} label={row.label} />,
  },
  {
    key: "why",
    header: words.why,
    render: (row) => <span className={classes.why}>{row.reason ?? row.why}</span>,
  },
  { key: "run", header: words.run, narrow: "hide", render: (row) => row.runNumber },
  { key: "when", header: words.when, render: (row) => <OutcomeWhen row={row} /> },
  { key: "then", header: words.reaction, narrow: "hide", render: (row) => <Reactions row={row} /> },
];

/** The people behind a number: who they are, what became of the message to each, and why. */
export function PeopleTab({
  campaignId,
  name,
  runId,
  report,
  everyMs,
}: {
  campaignId: string;
  name: string;
  runId: string | null;
  report: CampaignReport;
  everyMs: number;
}) {
  const url = useUrlState();
  const group = groupOf(url);
  const search = url.get("search") ?? "";
  const cursor = url.get("cursor") ?? "";
  const { general, outcomes } = groupChoices(report);
  const everybody = { ...groupParameters({}), cursor: null, search: null };
  const asked = { id: campaignId, runId: runId ?? undefined, ...group, search };
  const list = useQuery({
    ...operationQuery(campaignOperations["campaigns.recipients"], {
      ...asked,
      cursor: cursor || undefined,
      limit: PER_PAGE,
    }),
    placeholderData: keepPreviousData,
    // An older page is not pulled away from whoever reads it.
    refetchInterval: cursor === "" ? everyMs : false,
  });
  const value = groupValue(group);
  return (
    <>
      <Group mb="sm" gap="xs">
        <NativeSelect
          aria-label={words.group}
          value={value}
          onChange={(event) => {
            const wanted = event.currentTarget.value;
            const chosen = [...general, ...outcomes].find((each) => each.value === wanted);
            url.set({ ...groupParameters(chosen?.group ?? {}), cursor: null });
          }}
          data={[
            ...general.map(({ value: each, label }) => ({ value: each, label })),
            ...(outcomes.length > 0
              ? [
                  {
                    group: words.reasons,
                    items: outcomes.map(({ value: each, label }) => ({ value: each, label })),
                  },
                ]
              : []),
            ...([...general, ...outcomes].some((each) => each.value === value)
              ? []
              : [{ value, label: value.replace(/^\w+ /, "") }]),
          ]}
          maw="100%"
        />
        <div title={words.searchHelp}>
          <SearchField
            label={words.search}
            value={search}
            onSearch={(text) => url.set({ search: text, cursor: null })}
          />
        </div>
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={15} />}
          href={hrefOf(campaignOperations["campaigns.recipientsCsv"], asked)}
          download={`${name}.csv`}
        >
          {words.download}
        </Button>
      </Group>
      <ListTable
        list={list}
        label={words.label}
        columns={columns}
        rows={list.data?.items}
        rowKey={(row) => `${row.runId} ${row.messageId} ${row.personId}`}
        rowName={nameOf}
        rowHref={(row) => `/people/${row.personId}`}
        nothing={value === "all" && search === ""}
        none={{ icon: IconUsers, title: words.none, text: words.noneText, action: undefined }}
        noMatch={{
          icon: IconSearchOff,
          title: words.noMatch,
          text: search === "" ? undefined : words.noMatchText,
          reset: words.reset,
          onReset: () => url.set(everybody),
        }}
      />
      <CursorBar
        cursor={cursor}
        next={list.data?.nextCursor}
        onCursor={(next) => url.set({ cursor: next })}
      />
    </>
  );
}
