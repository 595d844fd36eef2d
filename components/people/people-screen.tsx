"use client";

import { Group, Text } from "@mantine/core";
import { IconUserSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { peopleMessages as words } from "@/lib/messages/people.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { PeoplePage, PersonRow } from "@/lib/people/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { OpenSources } from "../sources/open-sources.tsx";
import { CursorBar } from "../ui/cursor-bar.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { ListTable } from "../ui/list-table.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { PEOPLE_PER_PAGE } from "./page-size.ts";
import classes from "./people.module.css";
import { PersonMark } from "./person-mark.tsx";
import { isAnonymous, personName } from "./person-names.ts";

const columns: Column<PersonRow>[] = [
  {
    key: "name",
    header: "Person",
    narrow: "title",
    render: (person) => (
      <Link href={`/people/${person.id}`} className={`plain ${classes.person}`}>
        <PersonMark person={person} />
        <span className={classes.name} data-anonymous={isAnonymous(person) || undefined}>
          {personName(person)}
        </span>
      </Link>
    ),
  },
  {
    key: "user",
    header: "User ID",
    narrow: "hide",
    render: (person) => <span className={classes.cut}>{person.userId ?? <Dash meaning="none" />}</span>,
  },
  {
    key: "email",
    header: "E-mail",
    render: (person) => <span className={classes.cut}>{person.email ?? <Dash meaning="no e-mail" />}</span>,
  },
  {
    key: "phone",
    header: "Phone",
    narrow: "hide",
    render: (person) => person.phone ?? <Dash meaning="no phone" />,
  },
  {
    key: "first",
    header: "First seen",
    narrow: "hide",
    render: (person) => <Time at={person.firstSeen} precision="day" />,
  },
  { key: "last", header: "Last seen", render: (person) => <Time at={person.lastSeen} relative /> },
];

/** Everybody, last seen first; search by the beginning of any identifier. */
export function PeopleScreen({
  initial,
}: {
  initial?: { search: string; cursor: string; page: PeoplePage };
}) {
  const url = useUrlState();
  const search = url.get("search") ?? "";
  const cursor = url.get("cursor") ?? "";
  const list = useQuery({
    ...operationQuery(peopleOperations["people.list"], {
      search: search || undefined,
      cursor: cursor || undefined,
      limit: PEOPLE_PER_PAGE,
    }),
    initialData: initial?.search === search && initial.cursor === cursor ? initial.page : undefined,
    placeholderData: keepPreviousData,
  });
  const none = list.data?.items.length === 0;
  const nobody = none && search === "" && cursor === "";
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      {!nobody && (
        <Group mb="sm" gap="sm">
          <SearchField
            label={words.search}
            value={search}
            onSearch={(text) => url.set({ search: text, cursor: null })}
            width={340}
          />
          <Text size="xs" c="dimmed" visibleFrom="md">
            {words.searchHelp}
          </Text>
        </Group>
      )}
      <ListTable
        label="People"
        list={list}
        columns={columns}
        rows={list.data?.items}
        rowKey={(person) => person.id}
        rowName={personName}
        rowHref={(person) => `/people/${person.id}`}
        nothing={Boolean(nobody)}
        none={{ icon: IconUsers, ...words.empty, action: <OpenSources /> }}
        noMatch={{
          icon: IconUserSearch,
          ...words.noMatch,
          reset: "Reset the search",
          onReset: () => url.set({ search: null, cursor: null }),
        }}
      />
      {!none && (
        <CursorBar
          cursor={cursor}
          next={list.data?.nextCursor}
          onCursor={(next) => url.set({ cursor: next })}
        />
      )}
    </>
  );
}
