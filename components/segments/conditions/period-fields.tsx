import { NativeSelect } from "@mantine/core";
import type { DraftPeriod } from "../draft.ts";
import { DayField, NumberField, SpanFields } from "./test-fields.tsx";

const begin: Record<DraftPeriod["kind"], { label: string; period: DraftPeriod }> = {
  last: { label: "in the last", period: { kind: "last", span: { count: 30, unit: "days" } } },
  always: { label: "at any time", period: { kind: "always" } },
  days: { label: "from", period: { kind: "days", from: "", to: "" } },
  days_ago: { label: "between", period: { kind: "days_ago", from: 7, to: 1 } },
};

function isKind(text: string): text is DraftPeriod["kind"] {
  return text in begin;
}

/** When it was done. */
export function PeriodFields({
  period = begin.always.period,
  onChange,
}: {
  period: DraftPeriod | undefined;
  onChange: (period: DraftPeriod) => void;
}) {
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label="When"
        w={115}
        value={period.kind}
        data={Object.entries(begin).map(([value, { label }]) => ({ value, label }))}
        onChange={(event) => {
          const kind = event.currentTarget.value;
          if (isKind(kind)) {
            onChange(begin[kind].period);
          }
        }}
      />
      {period.kind === "last" && (
        <SpanFields span={period.span} onChange={(span) => onChange({ ...period, span })} />
      )}
      {period.kind === "days" && (
        <>
          <DayField
            label="First day"
            value={period.from}
            onChange={(from) => onChange({ ...period, from })}
          />
          to
          <DayField label="Last day" value={period.to} onChange={(to) => onChange({ ...period, to })} />
        </>
      )}
      {period.kind === "days_ago" && (
        <>
          <NumberField
            label="From days ago"
            value={period.from}
            onChange={(from) => onChange({ ...period, from })}
          />
          and
          <NumberField label="To days ago" value={period.to} onChange={(to) => onChange({ ...period, to })} />
          days ago
        </>
      )}
    </>
  );
}
