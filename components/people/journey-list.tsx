"use client";

import { IconDoorExit, IconHourglass, IconMapPin, IconRoute } from "@tabler/icons-react";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { PersonJourneyRow } from "@/lib/journeys/seeing/schema.ts";
import { endWords } from "@/lib/journeys/seeing/words.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Link } from "../ui/link.tsx";
import { Time } from "../ui/time.tsx";
import { PagedList } from "./paged-list.tsx";

const words = journeyReportMessages.person;

function Standing({ row }: { row: PersonJourneyRow }) {
  if (row.endedAt !== null) {
    return (
      <Chip tone="slate" icon={IconDoorExit}>
        {row.endKind ? endWords[row.endKind] : journeyReportMessages.path.left}
        {row.goal ? `: ${row.goal}` : ""}
      </Chip>
    );
  }
  return row.enteredAt === null ? (
    <Chip tone="slate" icon={IconHourglass}>
      {words.before}
    </Chip>
  ) : (
    <Chip tone="blue" icon={IconMapPin}>
      {words.in}
    </Chip>
  );
}

function Since({ row }: { row: PersonJourneyRow }) {
  const at = row.endedAt ?? row.enteredAt;
  return at === null ? (
    <Dash />
  ) : (
    <>
      {row.endedAt === null ? words.entered : words.left} <Time at={at} />
    </>
  );
}

const columnsFor = (personId: string): Column<PersonJourneyRow>[] => [
  {
    key: "journey",
    header: words.journey,
    narrow: "title",
    render: (row) => <Link href={`/journeys/${row.journeyId}`}>{row.name}</Link>,
  },
  { key: "now", header: words.now, render: (row) => <Standing row={row} /> },
  { key: "step", header: words.step, render: (row) => row.nodeName },
  { key: "since", header: words.since, render: (row) => <Since row={row} /> },
  {
    key: "path",
    header: words.path,
    render: (row) => (
      <Link href={`/journeys/${row.journeyId}?tab=report&who=${personId}&round=${row.round}`}>
        {words.look}
      </Link>
    ),
  },
];

/** Journeys that a person is in, then those that they were in: where, since when, and the way to their path. */
export function JourneyList({ personId }: { personId: string }) {
  const operation = journeySeeingOperations["journeys.ofPerson"];
  return (
    <PagedList
      queryKey={[...operationKey(operation), personId]}
      read={(cursor, signal) => call(operation, { id: personId, cursor, limit: 20 }, { signal })}
      columns={columnsFor(personId)}
      rowKey={(row) => `${row.journeyId} ${row.round}`}
      icon={IconRoute}
      words={words}
    />
  );
}
