import { Group, NativeSelect, SegmentedControl, Stack, Text } from "@mantine/core";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import type { Recurrence } from "../draft-parts.ts";
import { ClockField, NumberField, ProblemBox } from "../fields.tsx";
import classes from "../form.module.css";
import { MonthFields } from "./month-fields.tsx";
import { NextRuns } from "./next-runs.tsx";
import { WeekdayField } from "./weekday-field.tsx";

const words = campaignWhenMessages.recurring;

type Props = {
  /** Of the recurrence in its document. */
  path: string;
  value: Recurrence;
  onChange: (value: Recurrence, whole?: boolean) => void;
};
type Repeat = Recurrence["repeat"];
type Ends = Recurrence["ends"];

const begin: Record<Repeat["every"], Repeat> = {
  days: { every: "days", count: 1 },
  weeks: { every: "weeks", count: 1, weekdays: [1] },
  months: { every: "months", on: { kind: "day", day: 1 } },
};

function RepeatFields({ path, value, onChange }: Props) {
  const { repeat } = value;
  const set = (next: Repeat) => onChange({ ...value, repeat: next });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm" w={70}>
          {words.every}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={words.every}
          value={repeat.every}
          data={(["days", "weeks", "months"] as const).map((every) => ({
            value: every,
            label: words.kinds[every],
          }))}
          onChange={(every) => onChange({ ...value, repeat: begin[every as Repeat["every"]] }, true)}
        />
        {repeat.every !== "months" && (
          <div className={classes.line}>
            <span className={classes.word}>{words.everyWord}</span>
            <NumberField
              path={`${path}.repeat.count`}
              aria-label={repeat.every === "days" ? words.daysCount : words.weeksCount}
              w={70}
              value={repeat.count}
              onChange={(count) => set({ ...repeat, count })}
            />
            <span>{repeat.every === "days" ? words.days(repeat.count) : words.weeks(repeat.count)}</span>
          </div>
        )}
      </Group>
      {repeat.every === "weeks" && (
        <ProblemBox path={`${path}.repeat.weekdays`}>
          <WeekdayField
            label={words.weekdays}
            value={repeat.weekdays}
            onChange={(weekdays) => set({ ...repeat, weekdays })}
          />
        </ProblemBox>
      )}
      {repeat.every === "months" && (
        <MonthFields path={`${path}.repeat.on`} value={repeat.on} onChange={(on) => set({ ...repeat, on })} />
      )}
    </Stack>
  );
}

function EndFields({ path, value, onChange }: Props) {
  const { ends } = value;
  const set = (next: Ends, whole?: boolean) => onChange({ ...value, ends: next }, whole);
  const beginEnd: Record<Ends["kind"], Ends> = {
    never: { kind: "never" },
    on: { kind: "on", day: "" },
    after: { kind: "after", runs: 10 },
  };
  return (
    <Group gap="sm" align="flex-start">
      <Text size="sm" w={70} lh="30px">
        {words.ends}
      </Text>
      <NativeSelect
        size="xs"
        aria-label={words.ends}
        value={ends.kind}
        data={(["never", "on", "after"] as const).map((kind) => ({
          value: kind,
          label: words.endKinds[kind],
        }))}
        onChange={(event) => set(beginEnd[event.currentTarget.value as Ends["kind"]], true)}
      />
      {ends.kind === "on" && (
        <ClockField
          path={`${path}.ends.day`}
          aria-label={words.endDay}
          type="date"
          value={ends.day}
          onChange={(day) => set({ kind: "on", day })}
        />
      )}
      {ends.kind === "after" && (
        <div className={classes.line}>
          <NumberField
            path={`${path}.ends.runs`}
            aria-label={words.endRuns}
            w={90}
            value={ends.runs}
            onChange={(runs) => set({ kind: "after", runs })}
          />
          <span>{words.runs}</span>
        </div>
      )}
    </Group>
  );
}

/** On which days something runs over and over, at what time, until when, and when that is next. */
export function RecurringFields({
  path,
  value,
  begins,
  onChange,
}: Props & { begins?: { ownClocks: boolean } }) {
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        <ClockField
          path={`${path}.from`}
          label={words.from}
          type="date"
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
        />
        <ClockField
          path={`${path}.time`}
          label={words.time}
          type="time"
          value={value.time}
          onChange={(time) => onChange({ ...value, time })}
        />
      </Group>
      <RepeatFields path={path} value={value} onChange={onChange} />
      <EndFields path={path} value={value} onChange={onChange} />
      <Text size="sm" c="dimmed">
        <strong>{words.title}:</strong> {words.rule}
        {value.repeat.every === "months" &&
          value.repeat.on.kind === "day" &&
          value.repeat.on.day > 28 &&
          ` ${words.missing}`}
      </Text>
      <ProblemBox path={path} isExact>
        <NextRuns recurrence={value} begins={begins} />
      </ProblemBox>
    </Stack>
  );
}
