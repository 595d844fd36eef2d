"use client";

import { Radio, Select, Stack, Tooltip } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import {
  everyHoursChoices,
  type Frequency,
  frequencies,
  frequencyLabels,
  rangeKinds,
  rangeLabels,
} from "@/lib/exports/frequencies.ts";
import { MAX_DAYS_BACK } from "@/lib/exports/ranges.ts";
import { exportsText } from "@/lib/messages/exports.ts";
import { addDays, todayIn } from "./date-words.ts";
import { carriesProfiles, type ExportForm, type FormProblems, hasRange, type Moment } from "./form-state.ts";

type Props = {
  form: ExportForm;
  change: (changes: Partial<ExportForm>) => void;
  problems: FormProblems;
  moment: Moment;
  /** an export that exists keeps repeating */
  editing: boolean;
};

function lockOf(frequency: Frequency, form: ExportForm, editing: boolean): string | null {
  if (frequency === "one_time" && editing) {
    return exportsText.locked.oneTime;
  }
  return frequency === "live" && carriesProfiles(form.dataType) ? exportsText.locked.liveProfiles : null;
}

function RangeField({ form, change, problems, moment }: Omit<Props, "editing">) {
  const today = todayIn(moment.timeZone, moment.now);
  const last = [today, form.date].sort().at(-1);
  const limits = { minDate: addDays(today, -MAX_DAYS_BACK), maxDate: last };
  const calendar = {
    leftSection: <IconCalendar size={15} />,
    valueFormat: "D MMM YYYY",
    hideOutsideDates: true,
    ...limits,
  };
  return (
    <>
      <Select
        label="Days"
        description={`Days of ${moment.timeZone}, up to ${MAX_DAYS_BACK} days back.`}
        data={rangeKinds.map((kind) => ({ value: kind, label: rangeLabels[kind] }))}
        value={form.rangeKind}
        onChange={(value) => {
          const rangeKind = rangeKinds.find((kind) => kind === value);
          if (rangeKind) {
            change({ rangeKind });
          }
        }}
        allowDeselect={false}
        error={problems["range.kind"] ?? problems.range}
      />
      {form.rangeKind === "day" && (
        <DatePickerInput
          {...calendar}
          label="Day"
          placeholder="Choose a day"
          value={form.day}
          onChange={(day) => change({ day })}
          error={problems["range.date"]}
        />
      )}
      {form.rangeKind === "range" && (
        <DatePickerInput
          {...calendar}
          type="range"
          allowSingleDateInRange
          label="First and last day"
          placeholder="Choose the first and the last day"
          value={[form.from, form.to]}
          onChange={([from, to]) => change({ from, to })}
          error={problems["range.from"] ?? problems["range.to"]}
        />
      )}
    </>
  );
}

function EveryField({ form, change, problems }: Pick<Props, "form" | "change" | "problems">) {
  const profiles = carriesProfiles(form.dataType);
  return (
    <Select
      label="Runs"
      description={profiles ? exportsText.locked.everyProfiles : "By the clock of the workspace's zone."}
      data={everyHoursChoices.map((hours) => ({
        value: String(hours),
        label: `Every ${hours} hours`,
        disabled: profiles && hours !== 24,
      }))}
      value={String(form.everyHours)}
      onChange={(value) => value && change({ everyHours: Number(value) })}
      allowDeselect={false}
      error={problems.everyHours}
    />
  );
}

/** One time with its days, recurring with its rhythm, or live. */
export function FrequencyField(props: Props) {
  const { form, change, problems, editing } = props;
  return (
    <Stack gap="sm">
      <Radio.Group
        label="How often"
        value={form.frequency}
        onChange={(text) => {
          const frequency = frequencies.find((candidate) => candidate === text);
          if (frequency) {
            change({ frequency });
          }
        }}
        error={problems.frequency}
      >
        <Stack gap="xs" mt={6}>
          {frequencies.map((frequency) => {
            const lock = lockOf(frequency, form, editing);
            return (
              <Tooltip key={frequency} label={lock} disabled={!lock} multiline maw={300} position="left">
                <Radio
                  size="sm"
                  value={frequency}
                  label={frequencyLabels[frequency]}
                  description={lock ?? exportsText.frequencyHelp[frequency]}
                  disabled={lock !== null}
                />
              </Tooltip>
            );
          })}
        </Stack>
      </Radio.Group>
      {hasRange(form) && <RangeField {...props} />}
      {form.frequency === "recurring" && <EveryField {...props} />}
    </Stack>
  );
}
