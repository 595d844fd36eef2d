"use client";

import { IconAlertTriangle, IconChartCircles, IconCheck, IconLogout, IconMinus } from "@tabler/icons-react";
import { peopleMessages } from "@/lib/messages/people.ts";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { PersonSegmentPage } from "@/lib/segments/schema.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Link } from "../ui/link.tsx";
import { Time } from "../ui/time.tsx";
import { PagedList } from "./paged-list.tsx";

const words = peopleMessages.segments;

type Row = PersonSegmentPage["items"][number];

function Standing({ row }: { row: Row }) {
  if (row.meant === null) {
    return (
      <Chip tone="amber" icon={IconAlertTriangle} tooltip={row.problem ?? words.unaskedHelp}>
        {words.unasked}
      </Chip>
    );
  }
  if (row.meant) {
    return (
      <Chip tone="green" icon={IconCheck}>
        {words.in}
      </Chip>
    );
  }
  return row.leftAt ? (
    <Chip tone="slate" icon={IconLogout}>
      {words.left}
    </Chip>
  ) : (
    <Chip tone="grey" icon={IconMinus}>
      {words.notIn}
    </Chip>
  );
}

function Since({ row }: { row: Row }) {
  const at = row.enteredAt ?? row.leftAt;
  if (!at) {
    return <Dash meaning={words.noTime} />;
  }
  return (
    <>
      {row.enteredAt ? words.entered : words.leftAt} <Time at={at} />
    </>
  );
}

const columnsFor = (personId: string): Column<Row>[] => [
  {
    key: "segment",
    header: words.segment,
    narrow: "title",
    render: (row) => <Link href={`/segments/${row.id}`}>{row.name}</Link>,
  },
  { key: "meant", header: words.now, render: (row) => <Standing row={row} /> },
  { key: "since", header: words.since, render: (row) => <Since row={row} /> },
  {
    key: "cause",
    header: words.cause,
    narrow: "hide",
    render: (row) =>
      row.cause ? segmentsMessages.changes.causes[row.cause] : <Dash meaning={words.noCause} />,
  },
  {
    key: "why",
    header: words.why,
    render: (row) =>
      row.kind === "list" ? (
        <Dash meaning={words.givenList} />
      ) : (
        <Link href={`/segments/${row.id}?tab=definition&person=${personId}`}>{words.look}</Link>
      ),
  },
];

/** Segments that a person is in, that they left, and the others: since when, by what, and the way to why. */
export function SegmentList({ personId }: { personId: string }) {
  const operation = segmentOperations["segments.ofPerson"];
  return (
    <PagedList
      queryKey={[...operationKey(operation), personId]}
      read={(cursor, signal) => call(operation, { id: personId, cursor, limit: 20 }, { signal })}
      columns={columnsFor(personId)}
      rowKey={(row) => row.id}
      icon={IconChartCircles}
      words={words}
    />
  );
}
