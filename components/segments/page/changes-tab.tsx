import { Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconArrowsExchange, IconSearchOff, IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { type ChangeRow, changeKinds } from "@/lib/segments/looking-schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { operationQuery } from "../../operation-query.ts";
import { personName } from "../../people/person-names.ts";
import { Chip } from "../../ui/chip.tsx";
import { CursorBar } from "../../ui/cursor-bar.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Link } from "../../ui/link.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { Time } from "../../ui/time.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import classes from "./page.module.css";

const words = segmentsMessages.changes;
const PER_PAGE = 50;

const columns: Column<ChangeRow>[] = [
  {
    key: "person",
    header: words.person,
    narrow: "title",
    render: ({ person }) => (
      <Link href={`/people/${person.id}`} className={classes.identity} title={personName(person)}>
        {personName(person)}
      </Link>
    ),
  },
  {
    key: "change",
    header: words.change,
    render: ({ entered }) =>
      entered ? (
        <Chip tone="green" icon={IconUserPlus}>
          {words.entered}
        </Chip>
      ) : (
        <Chip tone="grey" icon={IconUserMinus}>
          {words.left}
        </Chip>
      ),
  },
  { key: "cause", header: words.cause, render: ({ cause }) => words.causes[cause] },
  { key: "at", header: words.at, render: ({ at }) => <Time at={at} precision="second" /> },
];

/** Who entered and left a segment, when and why. */
export function ChangesTab({ segment }: { segment: SegmentView }) {
  const url = useUrlState();
  const which = changeKinds.find((each) => each === url.get("which"));
  const asked = url.get("day") ?? "";
  const day = /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : "";
  const cursor = url.get("cursor") ?? "";
  const list = useQuery({
    ...operationQuery(segmentOperations["segments.changes"], {
      id: segment.id,
      which,
      day: day || undefined,
      cursor: cursor || undefined,
      limit: PER_PAGE,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 3_000,
  });
  return (
    <>
      <Group mb="sm" gap="xs">
        <SegmentedControl
          aria-label={words.which}
          size="xs"
          value={which ?? "all"}
          onChange={(next) => url.set({ which: next === "all" ? null : next, cursor: null })}
          data={["all" as const, ...changeKinds].map((value) => ({ value, label: words[value] }))}
        />
        <TextInput
          type="date"
          size="xs"
          w={150}
          aria-label={words.day}
          value={day}
          onChange={(event) => url.set({ day: event.currentTarget.value, cursor: null })}
        />
      </Group>
      <ListTable
        list={list}
        label={words.label}
        columns={columns}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        rowHref={({ person }) => `/people/${person.id}`}
        nothing={which === undefined && day === "" && cursor === ""}
        none={{ icon: IconArrowsExchange, title: words.empty, text: words.emptyText, action: undefined }}
        noMatch={{
          icon: IconSearchOff,
          title: words.none,
          reset: words.reset,
          onReset: () => url.set({ which: null, day: null, cursor: null }),
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
