import { Group, NativeSelect } from "@mantine/core";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import type { Recurrence } from "../draft-parts.ts";
import { NumberField } from "../fields.tsx";

const words = campaignWhenMessages.recurring;
type On = Extract<Recurrence["repeat"], { every: "months" }>["on"];

const begin: Record<On["kind"], On> = {
  day: { kind: "day", day: 1 },
  last_day: { kind: "last_day" },
  weekday: { kind: "weekday", nth: 1, weekday: 1 },
};

/** By date, the last day, or the nth of a weekday. */
export function MonthFields({
  path,
  value,
  onChange,
}: {
  path: string;
  value: On;
  onChange: (value: On) => void;
}) {
  return (
    <Group gap="sm" align="flex-start" pl={82}>
      <NativeSelect
        size="xs"
        aria-label={words.monthlyLabel}
        value={value.kind}
        data={(["day", "last_day", "weekday"] as const).map((kind) => ({
          value: kind,
          label: words.monthly[kind],
        }))}
        onChange={(event) => onChange(begin[event.currentTarget.value as On["kind"]])}
      />
      {value.kind === "day" && (
        <NumberField
          path={`${path}.day`}
          aria-label={words.dayNumber}
          w={80}
          value={value.day}
          onChange={(day) => onChange({ kind: "day", day })}
        />
      )}
      {value.kind === "weekday" && (
        <>
          <NativeSelect
            size="xs"
            aria-label={words.nth}
            value={String(value.nth)}
            data={Object.entries(words.nths).map(([nth, label]) => ({ value: nth, label }))}
            onChange={(event) => {
              const { value: nth } = event.currentTarget;
              onChange({ ...value, nth: nth === "last" ? "last" : Number(nth) });
            }}
          />
          <NativeSelect
            size="xs"
            aria-label={words.weekday}
            value={String(value.weekday)}
            data={campaignWhenMessages.weekdayLong.map((label, at) => ({ value: String(at + 1), label }))}
            onChange={(event) => onChange({ ...value, weekday: Number(event.currentTarget.value) })}
          />
        </>
      )}
    </Group>
  );
}
