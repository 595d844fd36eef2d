import { Chip, Group, NativeSelect } from "@mantine/core";
import type { DraftOf } from "../draft.ts";
import { NumberField } from "./test-fields.tsx";

type Hours = NonNullable<DraftOf<"did">["hours"]>;

const hourNames = Array.from({ length: 25 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** Between two hours of the workspace's clock. */
export function HoursFields({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const choices = (first: number, last: number) =>
    hourNames.slice(first, last + 1).map((label, at) => ({ value: String(first + at), label }));
  return (
    <>
      between
      <NativeSelect
        size="xs"
        w={85}
        aria-label="From hour"
        value={String(hours.from)}
        data={choices(0, 23)}
        onChange={(event) => onChange({ ...hours, from: Number(event.currentTarget.value) })}
      />
      and
      <NativeSelect
        size="xs"
        w={85}
        aria-label="To hour"
        value={String(hours.to)}
        data={choices(1, 24)}
        onChange={(event) => onChange({ ...hours, to: Number(event.currentTarget.value) })}
      />
    </>
  );
}

const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** On some days of the week, by the workspace's clock. */
export function WeekdaysFields({
  weekdays,
  onChange,
}: {
  weekdays: number[];
  onChange: (weekdays: number[]) => void;
}) {
  return (
    <>
      on
      <Chip.Group
        multiple
        value={weekdays.map(String)}
        onChange={(days) => onChange(days.map(Number).sort((a, b) => a - b))}
      >
        <Group gap={4}>
          {weekdayNames.map((name, at) => (
            <Chip key={name} size="xs" radius="sm" value={String(at + 1)}>
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </>
  );
}

type Share = "most" | number;

/** Most often, or in at least so many percent of the events. */
export function ShareFields({ share, onChange }: { share: Share; onChange: (share: Share) => void }) {
  return (
    <>
      <NativeSelect
        size="xs"
        w={120}
        aria-label="How often"
        value={share === "most" ? "most" : "percent"}
        data={[
          { value: "most", label: "most often" },
          { value: "percent", label: "at least" },
        ]}
        onChange={(event) => onChange(event.currentTarget.value === "most" ? "most" : 50)}
      />
      {share !== "most" && (
        <>
          <NumberField label="Percent" whole value={share} onChange={onChange} />% of the time
        </>
      )}
    </>
  );
}
