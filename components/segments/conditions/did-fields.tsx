import { ActionIcon, Button, Group, MultiSelect, NativeSelect } from "@mantine/core";
import { IconCalendarWeek, IconClockHour4, IconFilterPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEventCatalogue } from "../../exports/queries.ts";
import { type KnownProperty, useEventProperties } from "../catalogue.ts";
import { type DraftFilter, type DraftOf, newFilter } from "../draft.ts";
import classes from "../segments.module.css";
import { firstTest } from "../test-choices.ts";
import { HoursFields, WeekdaysFields } from "./clock-fields.tsx";
import { MeasureFields } from "./measure-fields.tsx";
import { PathField } from "./path-field.tsx";
import { PeriodFields } from "./period-fields.tsx";
import { TestFields } from "./test-fields.tsx";

type Did = DraftOf<"did">;
type Ref = Did["events"][number];

const keyOf = ({ type = "track", name }: Ref): string => `${type}:${name ?? ""}`;
function refOf(key: string): Ref {
  const [type = "track"] = key.split(":", 1);
  const name = key.slice(type.length + 1);
  return { type: type === "page" || type === "screen" ? type : "track", name: name === "" ? null : name };
}

const kinds = { track: "Events", page: "Pages", screen: "Screens" } as const;

function EventsField({ events, onChange }: { events: Ref[]; onChange: (events: Ref[]) => void }) {
  const catalogue = useEventCatalogue(true);
  const seen = (catalogue.data?.seen ?? []).filter(({ type }) => type in kinds);
  const chosen = events.map(keyOf);
  const known = new Set([...seen.map(({ type, name }) => `${type}:${name}`), ...chosen]);
  const data = Object.entries(kinds).map(([type, group]) => ({
    group,
    items: [
      ...(type === "track" ? [] : [{ value: `${type}:`, label: `Any ${type}` }]),
      ...[...known]
        .filter((key) => key.startsWith(`${type}:`) && key !== `${type}:`)
        .map((key) => ({ value: key, label: key.slice(type.length + 1) })),
    ],
  }));
  return (
    <MultiSelect
      size="xs"
      miw={190}
      maw={340}
      aria-label="Events"
      placeholder={events.length === 0 ? "Choose an event" : undefined}
      data={data.filter(({ items }) => items.length > 0)}
      value={chosen}
      maxValues={10}
      searchable
      hidePickedOptions
      nothingFoundMessage="No event of this name was seen"
      maxDropdownHeight={280}
      onChange={(keys) => onChange(keys.map(refOf))}
    />
  );
}

function Filter({
  filter,
  event,
  known,
  number,
  onChange,
}: {
  filter: DraftFilter;
  event: Ref | undefined;
  known: KnownProperty[];
  number: number;
  onChange: (filter: DraftFilter | null) => void;
}) {
  return (
    <Line label={`Filter ${number}`} onRemove={() => onChange(null)}>
      <span className={classes.word}>{number === 1 ? "where" : "and"}</span>
      {filter.of === "context" && <span className={classes.word}>context</span>}
      <PathField
        label="Property of the event"
        path={filter.path}
        known={known.map(({ name }) => name)}
        onChange={(path) => onChange({ ...filter, path })}
        onChosen={(name) =>
          onChange({
            ...filter,
            path: [name],
            test: firstTest(known.find((each) => each.name === name)?.type),
          })
        }
      />
      <TestFields
        test={filter.test}
        types={["text", "number", "boolean", "date"]}
        known={filter.of === "context" || !event ? undefined : { event, path: filter.path }}
        onChange={(test) => onChange({ ...filter, test })}
      />
    </Line>
  );
}

/** A line of the sentence that can be taken away. */
function Line({ label, children, onRemove }: { label: string; children: ReactNode; onRemove: () => void }) {
  return (
    <section className={classes.line} aria-label={label}>
      {children}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Remove ${label.toLowerCase()}`}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </section>
  );
}

/** "Did Product Viewed at least 2 times in the last 30 days where category is Shoes". */
export function DidFields({ value, onChange }: { value: Did; onChange: (value: Did) => void }) {
  const known = useEventProperties(value.events[0]);
  const where = value.where ?? [];
  const { hours, weekdays, ...rest } = value;
  const setFilter = (place: number, filter: DraftFilter | null) =>
    onChange({
      ...value,
      where: where.flatMap((each, at) => (at === place ? (filter ? [filter] : []) : [each])),
    });
  return (
    <div className={classes.lines}>
      <div className={classes.line}>
        <NativeSelect
          size="xs"
          aria-label="Did or did not"
          w={110}
          value={value.not ? "not" : "did"}
          data={[
            { value: "did", label: "Did" },
            { value: "not", label: "Did not do" },
          ]}
          onChange={(event) => onChange({ ...value, not: event.currentTarget.value === "not" })}
        />
        <EventsField events={value.events} onChange={(events) => onChange({ ...value, events })} />
        <MeasureFields
          measure={value.measure}
          event={value.events[0]}
          known={known}
          onChange={(measure) => onChange({ ...value, measure })}
        />
        <PeriodFields period={value.when} onChange={(when) => onChange({ ...value, when })} />
      </div>
      {where.map((filter, place) => (
        <Filter
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter is known by its place alone
          key={place}
          filter={filter}
          event={value.events[0]}
          known={known}
          number={place + 1}
          onChange={(next) => setFilter(place, next)}
        />
      ))}
      {hours && (
        <Line label="Hours" onRemove={() => onChange(weekdays ? { ...rest, weekdays } : rest)}>
          <HoursFields hours={hours} onChange={(next) => onChange({ ...value, hours: next })} />
        </Line>
      )}
      {weekdays && (
        <Line label="Weekdays" onRemove={() => onChange(hours ? { ...rest, hours } : rest)}>
          <WeekdaysFields weekdays={weekdays} onChange={(next) => onChange({ ...value, weekdays: next })} />
        </Line>
      )}
      <Group gap={4}>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconFilterPlus size={14} />}
          onClick={() => onChange({ ...value, where: [...where, newFilter] })}
        >
          Add filter
        </Button>
        {!hours && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconClockHour4 size={14} />}
            onClick={() => onChange({ ...value, hours: { from: 9, to: 18 } })}
          >
            Only at hours
          </Button>
        )}
        {!weekdays && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconCalendarWeek size={14} />}
            onClick={() => onChange({ ...value, weekdays: [6, 7] })}
          >
            Only on days
          </Button>
        )}
      </Group>
    </div>
  );
}
