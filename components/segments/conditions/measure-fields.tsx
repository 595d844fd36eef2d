import { NativeSelect } from "@mantine/core";
import type { KnownProperty } from "../catalogue.ts";
import type { DraftMeasure, DraftOf } from "../draft.ts";
import { HoursFields, ShareFields, WeekdaysFields } from "./clock-fields.tsx";
import { PathField } from "./path-field.tsx";
import { NumberField, TestFields } from "./test-fields.tsx";

type Amount = Extract<DraftMeasure, { of: "count" }>["is"];

const once: DraftMeasure = { of: "count", is: { op: "greater_than_equals", value: 1 } };
const least: Amount = { op: "greater_than_equals", value: 1 };

const measures = {
  count: { label: "so often:", begin: once },
  sum: { label: "with a sum of", begin: { of: "sum", path: [""], is: least } },
  average: { label: "with an average of", begin: { of: "average", path: [""], is: least } },
  distinct: { label: "with different values of", begin: { of: "distinct", path: [""], is: least } },
  first: { label: "for the first time", begin: { of: "first" } },
  last: { label: "for the last time", begin: { of: "last" } },
  mostly: {
    label: "mostly with",
    begin: { of: "mostly", path: [""], test: { type: "text", op: "equals", value: "" }, share: "most" },
  },
  mostly_hours: {
    label: "mostly at hours",
    begin: { of: "mostly_hours", hours: { from: 18, to: 22 }, share: "most" },
  },
  mostly_weekdays: {
    label: "mostly on days",
    begin: { of: "mostly_weekdays", weekdays: [6, 7], share: "most" },
  },
} as const satisfies Record<DraftMeasure["of"], { label: string; begin: DraftMeasure }>;

const amounts = {
  greater_than_equals: "at least",
  greater_than: "more than",
  less_than_equals: "at most",
  less_than: "less than",
  equals: "exactly",
  not_equals: "not",
  between: "between",
} as const satisfies Record<Amount["op"], string>;

function isMeasure(text: string): text is keyof typeof measures {
  return text in measures;
}

function isAmount(text: string): text is Amount["op"] {
  return text in amounts;
}

function AmountFields({
  is,
  whole,
  onChange,
}: {
  is: Amount;
  whole: boolean;
  onChange: (is: Amount) => void;
}) {
  const [low, high] = is.op === "between" ? is.values : [is.value, is.value];
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label="How much"
        w={105}
        value={is.op}
        data={Object.entries(amounts).map(([value, label]) => ({ value, label }))}
        onChange={(event) => {
          const op = event.currentTarget.value;
          if (isAmount(op)) {
            onChange(op === "between" ? { op, values: [low, high] } : { op, value: low });
          }
        }}
      />
      <NumberField
        label="Amount"
        whole={whole}
        value={low}
        onChange={(next) =>
          onChange(is.op === "between" ? { ...is, values: [next, high] } : { ...is, value: next })
        }
      />
      {is.op === "between" && (
        <>
          and
          <NumberField
            label="Highest amount"
            whole={whole}
            value={high}
            onChange={(next) => onChange({ ...is, values: [low, next] })}
          />
        </>
      )}
    </>
  );
}

/** How often it was done, or what its numbers come to. */
export function MeasureFields({
  measure = once,
  event,
  known,
  onChange,
}: {
  measure: DraftMeasure | undefined;
  event: DraftOf<"did">["events"][number] | undefined;
  known: KnownProperty[];
  onChange: (measure: DraftMeasure) => void;
}) {
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label="What is measured"
        w={165}
        value={measure.of}
        data={Object.entries(measures).map(([value, { label }]) => ({ value, label }))}
        onChange={(event) => {
          const of = event.currentTarget.value;
          if (isMeasure(of)) {
            onChange(measures[of].begin);
          }
        }}
      />
      {"path" in measure && "is" in measure && (
        <PathField
          label="Measured property"
          path={measure.path}
          known={known.map(({ name }) => name)}
          onChange={(path) => onChange({ ...measure, path })}
        />
      )}
      {"is" in measure && (
        <AmountFields
          is={measure.is}
          whole={measure.of === "count" || measure.of === "distinct"}
          onChange={(is) => onChange({ ...measure, is })}
        />
      )}
      {measure.of === "count" && "times"}
      {measure.of === "mostly" && (
        <>
          <PathField
            label="Property that is mostly so"
            path={measure.path}
            known={known.map(({ name }) => name)}
            onChange={(path) => onChange({ ...measure, path })}
          />
          <TestFields
            test={measure.test}
            types={["text", "number", "boolean"]}
            known={event && { event, path: measure.path }}
            onChange={(test) => onChange({ ...measure, test })}
          />
        </>
      )}
      {measure.of === "mostly_hours" && (
        <HoursFields hours={measure.hours} onChange={(hours) => onChange({ ...measure, hours })} />
      )}
      {measure.of === "mostly_weekdays" && (
        <WeekdaysFields
          weekdays={measure.weekdays}
          onChange={(weekdays) => onChange({ ...measure, weekdays })}
        />
      )}
      {"share" in measure && (
        <ShareFields share={measure.share} onChange={(share) => onChange({ ...measure, share })} />
      )}
    </>
  );
}
