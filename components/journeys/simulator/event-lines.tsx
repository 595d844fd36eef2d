import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  Tooltip,
} from "@mantine/core";
import { IconBraces, IconPlus, IconTrash, IconWand } from "@tabler/icons-react";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { useEventCatalogue } from "../../exports/queries.ts";
import { TypedNumber } from "../../ui/typed-number.tsx";
import { type EventLine, readProperties, type SpanUnit } from "./script.ts";
import classes from "./simulator.module.css";

const words = journeySimulatorMessages.events;

function Line({
  line,
  names,
  isWrong,
  onChange,
  onRemove,
}: {
  line: EventLine;
  names: string[];
  isWrong: boolean;
  onChange: (line: EventLine) => void;
  onRemove: () => void;
}) {
  const { name, count, unit, properties } = line;
  return (
    <li className={classes.event}>
      <div className={classes.eventRow}>
        <Autocomplete
          size="xs"
          aria-label={words.name}
          placeholder={words.name}
          data={names}
          limit={20}
          value={name}
          maxLength={400}
          error={isWrong && name.trim() === "" ? words.missing : null}
          onChange={(next) => onChange({ ...line, name: next })}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={words.remove(name)} onClick={onRemove}>
          <IconTrash size={15} stroke={1.7} />
        </ActionIcon>
      </div>
      <Group gap={6} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {words.after}
        </Text>
        <TypedNumber
          size="xs"
          w={72}
          aria-label={words.after}
          min={0}
          max={5_000}
          allowDecimal={false}
          value={count}
          onChange={(next) => next !== null && onChange({ ...line, count: next })}
        />
        <NativeSelect
          size="xs"
          w={72}
          aria-label={words.unit}
          data={Object.entries(words.units).map(([value, label]) => ({ value, label }))}
          value={unit}
          onChange={(event) => onChange({ ...line, unit: event.currentTarget.value as SpanUnit })}
        />
        {properties === "" && (
          <Tooltip label={words.addProperties}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.addProperties}
              onClick={() => onChange({ ...line, properties: "{\n  \n}" })}
            >
              <IconBraces size={15} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {properties !== "" && (
        <Textarea
          size="xs"
          aria-label={words.properties}
          autosize
          minRows={2}
          maxRows={8}
          classNames={{ input: classes.code }}
          value={properties}
          error={readProperties(properties) === null ? journeySimulatorMessages.person.badJson : null}
          onChange={(event) => onChange({ ...line, properties: event.currentTarget.value })}
        />
      )}
    </li>
  );
}

/** What the person does, each so long after the clock began. */
export function EventLines({
  events,
  wrong,
  suggest,
  onChange,
}: {
  events: EventLine[];
  /** keys of the lines that are not finished */
  wrong: string[];
  suggest: () => EventLine[];
  onChange: (events: EventLine[]) => void;
}) {
  const catalogue = useEventCatalogue(true);
  const seen = (catalogue.data?.seen ?? []).filter(({ type }) => type === "track");
  const names = [...new Set(seen.map(({ name }) => name))];
  const last = events.at(-1);
  const blank: EventLine = {
    ...{ key: `event${Date.now()}`, type: "track", name: "", properties: "" },
    ...{ count: last ? last.count + 1 : 0, unit: last?.unit ?? "hours" },
  };
  return (
    <Stack gap="xs">
      {events.length === 0 && (
        <Text size="xs" c="dimmed">
          {words.none}
        </Text>
      )}
      <ol className={classes.list} aria-label={words.title}>
        {events.map((line) => (
          <Line
            key={line.key}
            line={line}
            names={names}
            isWrong={wrong.includes(line.key)}
            onChange={(next) => onChange(events.map((each) => (each.key === line.key ? next : each)))}
            onRemove={() => onChange(events.filter(({ key }) => key !== line.key))}
          />
        ))}
      </ol>
      <Group gap="xs">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} />}
          onClick={() => onChange([...events, blank])}
        >
          {words.add}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          title={words.suggestHelp}
          leftSection={<IconWand size={13} />}
          onClick={() => onChange(suggest())}
        >
          {words.suggest}
        </Button>
      </Group>
    </Stack>
  );
}
