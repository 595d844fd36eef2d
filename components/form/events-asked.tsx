import { Stack } from "@mantine/core";
import { EventsField } from "../segments/conditions/events-field.tsx";
import { FilterLines } from "../segments/conditions/filter-lines.tsx";
import type { DraftEvents } from "../segments/draft.ts";
import { ProblemBox } from "./fields.tsx";
import classes from "./form.module.css";

/** "As soon as they do Registered where plan is gold": events with filters on them. */
export function EventsAsked({
  path,
  before,
  label,
  of,
  value,
  onChange,
}: {
  path: string;
  before: string;
  label: string;
  of: string;
  value: DraftEvents;
  onChange: (value: DraftEvents) => void;
}) {
  return (
    <ProblemBox path={path}>
      <Stack gap={8}>
        <div className={classes.line}>
          {before && <span className={classes.word}>{before}</span>}
          <EventsField
            label={label}
            events={value.events}
            onChange={(events) => onChange({ ...value, events })}
          />
        </div>
        <FilterLines
          where={value.where ?? []}
          event={value.events[0]}
          of={of}
          onChange={(where) => onChange({ ...value, where })}
        />
      </Stack>
    </ProblemBox>
  );
}
