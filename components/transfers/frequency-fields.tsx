"use client";

import { Radio, Select, Stack } from "@mantine/core";
import { transfersText as text } from "@/lib/messages/transfers.ts";
import {
  type TransferFrequency,
  transferFrequencies,
  transferHoursChoices,
} from "@/lib/transfers/frequencies.ts";

export type Schedule = { frequency: TransferFrequency; everyHours: number };

/** Once, on a schedule, or continuously; `list`: the partner takes whole lists and cannot be kept in step. */
export function FrequencyFields({
  value,
  onChange,
  list,
  problem,
}: {
  value: Schedule;
  onChange: (value: Schedule) => void;
  list: boolean;
  problem?: string;
}) {
  const offered = transferFrequencies.filter((frequency) => !(list && frequency === "continuous"));
  return (
    <Radio.Group
      label={text.frequency.label}
      value={value.frequency}
      error={problem}
      onChange={(chosen) => onChange({ ...value, frequency: chosen as TransferFrequency })}
    >
      <Stack gap="xs" mt="xs">
        {offered.map((frequency) => (
          <Radio
            key={frequency}
            value={frequency}
            label={text.frequency[frequency].label}
            description={text.frequency[frequency].help}
          />
        ))}
        {value.frequency === "recurring" && (
          <Select
            label={text.frequency.every}
            w={160}
            ml={28}
            allowDeselect={false}
            data={transferHoursChoices.map((hours) => ({
              value: String(hours),
              label: hours === 1 ? "1 hour" : `${hours} hours`,
            }))}
            value={String(value.everyHours)}
            onChange={(hours) => onChange({ ...value, everyHours: Number(hours ?? 24) })}
          />
        )}
      </Stack>
    </Radio.Group>
  );
}
