import { Button, NativeSelect } from "@mantine/core";
import { IconCalendarWeek, IconClockHour4 } from "@tabler/icons-react";
import { useEventProperties } from "../catalogue.ts";
import type { DraftOf } from "../draft.ts";
import classes from "../segments.module.css";
import { HoursFields, WeekdaysFields } from "./clock-fields.tsx";
import { EventsField } from "./events-field.tsx";
import { FilterLines } from "./filter-lines.tsx";
import { Line } from "./line.tsx";
import { MeasureFields } from "./measure-fields.tsx";
import { PeriodFields } from "./period-fields.tsx";

type Did = DraftOf<"did">;

/** "Did Product Viewed at least 2 times in the last 30 days where category is Shoes". */
export function DidFields({ value, onChange }: { value: Did; onChange: (value: Did) => void }) {
  const known = useEventProperties(value.events[0]);
  const { hours, weekdays, ...rest } = value;
  return (
    <div className={classes.lines}>
      <div className={classes.line}>
        <NativeSelect
          size="xs"
          aria-label="Did or did not"
          w={110}
          value={value.not ? "not" : "did"}
          data={[
            { value: "did", label: "Did" },
            { value: "not", label: "Did not do" },
          ]}
          onChange={(event) => onChange({ ...value, not: event.currentTarget.value === "not" })}
        />
        <EventsField events={value.events} onChange={(events) => onChange({ ...value, events })} />
        <MeasureFields
          measure={value.measure}
          event={value.events[0]}
          known={known}
          onChange={(measure) => onChange({ ...value, measure })}
        />
        <PeriodFields period={value.when} onChange={(when) => onChange({ ...value, when })} />
      </div>
      {hours && (
        <Line label="Hours" onRemove={() => onChange(weekdays ? { ...rest, weekdays } : rest)}>
          <HoursFields hours={hours} onChange={(next) => onChange({ ...value, hours: next })} />
        </Line>
      )}
      {weekdays && (
        <Line label="Weekdays" onRemove={() => onChange(hours ? { ...rest, hours } : rest)}>
          <WeekdaysFields weekdays={weekdays} onChange={(next) => onChange({ ...value, weekdays: next })} />
        </Line>
      )}
      <FilterLines
        where={value.where ?? []}
        event={value.events[0]}
        onChange={(where) => onChange({ ...value, where })}
        more={
          <>
            {!hours && (
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<IconClockHour4 size={14} />}
                onClick={() => onChange({ ...value, hours: { from: 9, to: 18 } })}
              >
                Only at hours
              </Button>
            )}
            {!weekdays && (
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<IconCalendarWeek size={14} />}
                onClick={() => onChange({ ...value, weekdays: [6, 7] })}
              >
                Only on days
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}
