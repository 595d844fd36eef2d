import { Button, NativeSelect } from "@mantine/core";
import { IconEqual } from "@tabler/icons-react";
import { waitUnits } from "@/lib/segments/definition.ts";
import { useEventProperties } from "../catalogue.ts";
import type { DraftOf } from "../draft.ts";
import classes from "../segments.module.css";
import { EventsField } from "./events-field.tsx";
import { FilterLines } from "./filter-lines.tsx";
import { Line } from "./line.tsx";
import { PathField } from "./path-field.tsx";
import { PeriodFields } from "./period-fields.tsx";
import { NumberField } from "./test-fields.tsx";

type Inaction = DraftOf<"inaction">;

/** "Did Added to cart in the last 7 days and within 10 minutes, and since, not Order Completed of the same product_id". */
export function InactionFields({
  value,
  onChange,
}: {
  value: Inaction;
  onChange: (value: Inaction) => void;
}) {
  const known = useEventProperties(value.did.events[0]);
  const { did, didNot, within, same, ...rest } = value;
  return (
    <div className={classes.lines}>
      <div className={classes.line}>
        <NativeSelect
          size="xs"
          aria-label="Whether it is so"
          w={110}
          value={value.not ? "not" : "did"}
          data={[
            { value: "did", label: "Did" },
            { value: "not", label: "Not: did" },
          ]}
          onChange={(event) => onChange({ ...value, not: event.currentTarget.value === "not" })}
        />
        <EventsField
          label="Events done"
          events={did.events}
          onChange={(events) => onChange({ ...value, did: { ...did, events } })}
        />
        <PeriodFields period={value.when} onChange={(when) => onChange({ ...value, when })} />
      </div>
      <FilterLines
        where={did.where ?? []}
        event={did.events[0]}
        of=" on what was done"
        onChange={(where) => onChange({ ...value, did: { ...did, where } })}
      />
      <div className={classes.line}>
        <span className={classes.together}>
          <span className={classes.word}>and within</span>
          <NumberField
            label="Time to wait"
            whole
            value={within.count}
            onChange={(count) => onChange({ ...value, within: { ...within, count } })}
          />
          <NativeSelect
            size="xs"
            aria-label="Unit of the time to wait"
            w={95}
            value={within.unit}
            data={[...waitUnits]}
            onChange={(event) => {
              const unit = waitUnits.find((each) => each === event.currentTarget.value);
              onChange({ ...value, within: { ...within, unit: unit ?? within.unit } });
            }}
          />
        </span>
        <span className={classes.word}>and since, not</span>
        <EventsField
          label="Events not done"
          events={didNot.events}
          onChange={(events) => onChange({ ...value, didNot: { ...didNot, events } })}
        />
      </div>
      {same && (
        <Line label="The same value" onRemove={() => onChange({ ...rest, did, didNot, within })}>
          <span className={classes.word}>of the same</span>
          <PathField
            label="Property that is the same"
            path={same.path}
            known={known.map(({ name }) => name)}
            onChange={(path) => onChange({ ...value, same: { path } })}
          />
        </Line>
      )}
      <FilterLines
        where={didNot.where ?? []}
        event={didNot.events[0]}
        of=" on what was not"
        onChange={(where) => onChange({ ...value, didNot: { ...didNot, where } })}
        more={
          !same && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconEqual size={14} />}
              onClick={() => onChange({ ...value, same: { path: [""] } })}
            >
              Of the same product
            </Button>
          )
        }
      />
    </div>
  );
}
