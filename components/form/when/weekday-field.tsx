import { Chip, Group } from "@mantine/core";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";

/** Days of the week; 1 is Monday. */
export function WeekdayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number[];
  onChange: (value: number[]) => void;
}) {
  return (
    <Chip.Group
      multiple
      value={value.map(String)}
      onChange={(days) => onChange(days.map(Number).sort((a, b) => a - b))}
    >
      <Group gap={4} role="group" aria-label={label}>
        {campaignWhenMessages.weekdayNames.map((name, at) => (
          <Chip key={name} size="xs" radius="sm" value={String(at + 1)}>
            {name}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
