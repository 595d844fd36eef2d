import { Autocomplete, Checkbox, NativeSelect, Select, TagsInput, TextInput } from "@mantine/core";
import { timeUnits, type ValueType } from "@/lib/segments/value-test.ts";
import { TypedNumber } from "../../ui/typed-number.tsx";
import { type KnownSource, useKnownValues } from "../catalogue.ts";
import type { DraftTest } from "../draft.ts";
import classes from "../segments.module.css";
import { choiceOf, numbersIn, testGroups, testOf } from "../test-choices.ts";
import { PlaceFields } from "./place-fields.tsx";

type Props = {
  test: DraftTest;
  types: readonly ValueType[];
  onChange: (test: DraftTest) => void;
  /** where values that were seen are looked for, to offer them */
  known?: KnownSource;
};

/** Emptied and left, it has the number of before again. */
export function NumberField({
  label,
  value,
  onChange,
  whole = false,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  whole?: boolean;
}) {
  return (
    <TypedNumber
      size="xs"
      w={90}
      aria-label={label}
      value={value}
      allowDecimal={!whole}
      min={whole ? 1 : undefined}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

type SpanValue = { count: number; unit: (typeof timeUnits)[number] };

export function SpanFields({ span, onChange }: { span: SpanValue; onChange: (span: SpanValue) => void }) {
  return (
    <span className={classes.together}>
      <NumberField
        label="How long"
        whole
        value={span.count}
        onChange={(count) => onChange({ ...span, count })}
      />
      <NativeSelect
        size="xs"
        aria-label="Unit of time"
        w={95}
        value={span.unit}
        data={[...timeUnits]}
        onChange={(event) => {
          const unit = timeUnits.find((each) => each === event.currentTarget.value);
          onChange({ ...span, unit: unit ?? span.unit });
        }}
      />
    </span>
  );
}

export function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <TextInput
      size="xs"
      type="date"
      w={140}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function TextValue({
  test,
  onChange,
  known,
}: Props & { test: Extract<DraftTest, { type: "text" | "version" }> }) {
  const seen = useKnownValues(known);
  if ("values" in test) {
    return (
      <TagsInput
        size="xs"
        miw={180}
        aria-label="Values"
        placeholder={test.values.length === 0 ? "Enter adds one" : undefined}
        value={test.values}
        data={seen}
        onChange={(values) => onChange({ ...test, values })}
      />
    );
  }
  return (
    <Autocomplete
      size="xs"
      w={170}
      aria-label="Value"
      placeholder={test.type === "version" ? "4.12" : "value"}
      value={test.value}
      data={seen}
      limit={50}
      onChange={(value) => onChange({ ...test, value })}
    />
  );
}

/** "3 days, every year". */
function DayCountFields({
  days,
  yearly,
  onChange,
}: {
  days: number;
  yearly: boolean;
  onChange: (days: number, yearly: boolean) => void;
}) {
  return (
    <span className={classes.together}>
      <TypedNumber
        size="xs"
        w={80}
        aria-label="Days"
        min={0}
        max={3_650}
        allowDecimal={false}
        value={days}
        onChange={(next) => next !== null && onChange(next, yearly)}
      />
      <span className={classes.word}>{days === 1 ? "day" : "days"}</span>
      <Checkbox
        size="xs"
        label="every year"
        title="The same day of any year, as for birthdays"
        checked={yearly}
        onChange={(event) => onChange(days, event.currentTarget.checked)}
      />
    </span>
  );
}

function Values({ test, onChange, ...rest }: Props) {
  switch (test.type) {
    case "any":
    case "boolean":
      return null;
    case "place":
      return <PlaceFields test={test} onChange={onChange} />;
    case "text":
    case "version":
      return <TextValue {...rest} test={test} onChange={onChange} />;
    case "number": {
      if (test.op === "between") {
        const [low, high] = test.values;
        return (
          <>
            <NumberField
              label="From"
              value={low}
              onChange={(next) => onChange({ ...test, values: [next, high] })}
            />
            and
            <NumberField
              label="To"
              value={high}
              onChange={(next) => onChange({ ...test, values: [low, next] })}
            />
          </>
        );
      }
      return "value" in test ? (
        <NumberField label="Value" value={test.value} onChange={(value) => onChange({ ...test, value })} />
      ) : (
        <TagsInput
          size="xs"
          miw={180}
          aria-label="Values"
          placeholder={test.values.length === 0 ? "Enter adds one" : undefined}
          value={test.values.map(String)}
          onChange={(texts) => onChange({ ...test, values: numbersIn(texts) })}
        />
      );
    }
    case "date": {
      if (test.op === "between") {
        const [first, last] = test.values;
        return (
          <>
            <DayField
              label="First day"
              value={first}
              onChange={(next) => onChange({ ...test, values: [next, last] })}
            />
            and
            <DayField
              label="Last day"
              value={last}
              onChange={(next) => onChange({ ...test, values: [first, next] })}
            />
          </>
        );
      }
      if (typeof test.value === "number") {
        return (
          <DayCountFields
            days={test.value}
            yearly={"yearly" in test && test.yearly === true}
            onChange={(value, yearly) => onChange({ ...test, value, yearly } as DraftTest)}
          />
        );
      }
      return typeof test.value === "string" ? (
        <DayField
          label="Day"
          value={test.value}
          onChange={(value) => onChange({ ...test, value } as DraftTest)}
        />
      ) : (
        <SpanFields span={test.value} onChange={(value) => onChange({ ...test, value } as DraftTest)} />
      );
    }
  }
}

/** What is asked of a value: the comparison, and what it is compared with. */
export function TestFields(props: Props) {
  const { test, types, onChange } = props;
  return (
    <>
      <Select
        size="xs"
        w={150}
        aria-label="Comparison"
        allowDeselect={false}
        data={testGroups(types)}
        value={choiceOf(test)}
        onChange={(choice) => choice && onChange(testOf(choice, test))}
        comboboxProps={{ width: 190, position: "bottom-start" }}
      />
      <Values {...props} />
    </>
  );
}
