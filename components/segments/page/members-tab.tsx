import { Button, Group } from "@mantine/core";
import { IconDownload, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import type { MemberRow } from "@/lib/segments/looking-schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { hrefOf } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { personName } from "../../people/person-names.ts";
import { CursorBar } from "../../ui/cursor-bar.tsx";
import { Dash } from "../../ui/dash.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Time } from "../../ui/time.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import classes from "./page.module.css";

const words = segmentsMessages.members;
const PER_PAGE = 50;

const columns: Column<MemberRow>[] = [
  {
    key: "person",
    header: words.person,
    narrow: "title",
    render: (member) => (
      <Link href={`/people/${member.id}`} className={classes.identity} title={personName(member)}>
        {personName(member)}
      </Link>
    ),
  },
  {
    key: "identity",
    header: words.identity,
    render: (member) => {
      const known = [member.userId, member.email].filter((each) => each && each !== personName(member));
      return known.length > 0 ? (
        <span className={classes.identity}>{known.join(", ")}</span>
      ) : (
        <Dash meaning="nothing else" />
      );
    },
  },
  { key: "entered", header: words.entered, render: (member) => <Time at={member.enteredAt} relative /> },
];

function Nobody({ segment, search }: { segment: SegmentView; search: string }) {
  const [title, text] =
    search !== ""
      ? [words.none, words.noneText]
      : segment.kind === "list"
        ? [words.empty, words.listText]
        : segment.state === "counting"
          ? [words.counting, words.countingText]
          : [words.empty, words.emptyText];
  return (
    <EmptyState icon={IconUsers} title={title}>
      {text}
    </EmptyState>
  );
}

/** Who is in a segment: search, CSV, the way to each person. */
export function MembersTab({ segment }: { segment: SegmentView }) {
  const url = useUrlState();
  const search = url.get("search") ?? "";
  const cursor = url.get("cursor") ?? "";
  const list = useQuery({
    ...operationQuery(segmentOperations["segments.members"], {
      id: segment.id,
      search,
      cursor: cursor || undefined,
      limit: PER_PAGE,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  return (
    <>
      <Group justify="space-between" mb="sm" gap="xs">
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
          href={hrefOf(segmentOperations["segments.membersCsv"], { id: segment.id })}
          download={`${segment.name}.csv`}
        >
          {words.download}
        </Button>
      </Group>
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          label={words.label}
          columns={columns}
          rows={list.data?.items}
          rowKey={(member) => member.id}
          rowHref={(member) => `/people/${member.id}`}
          skeletonRows={8}
          empty={<Nobody segment={segment} search={search} />}
        />
      )}
      <CursorBar
        cursor={cursor}
        next={list.data?.nextCursor}
        onCursor={(next) => url.set({ cursor: next })}
      />
    </>
  );
}
